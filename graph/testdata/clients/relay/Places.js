// What a Relay app has in its components: relay-compiler reads the documents, tests/relay.test.mjs runs what it makes.
import { graphql } from 'relay-runtime'

export const card = graphql`
  fragment Places_card on Municipality
  @argumentDefinitions(asOf: { type: "Date" })
  @refetchable(queryName: "PlacesCardRefetchQuery") {
    id
    name
    skrGroup
    memberships: memberOf(first: 5, where: { asOf: $asOf }) {
      totalCount
    }
  }
`

export const list = graphql`
  fragment Places_list on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 50 }, after: { type: "Cursor" }, where: { type: "ActorFilter" })
  @refetchable(queryName: "PlacesPaginationQuery") {
    municipalities(first: $first, after: $after, where: $where) @connection(key: "Places_municipalities") {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      edges {
        node {
          id
          code
          ...Places_card
        }
      }
    }
  }
`

export const query = graphql`
  query PlacesQuery($where: ActorFilter) {
    ...Places_list @arguments(first: 20, where: $where)
  }
`
