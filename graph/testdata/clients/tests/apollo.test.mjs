// Apollo Client: normalised cache, pages of a Relay connection, persisted queries, errors.
import assert from 'node:assert/strict'
import test from 'node:test'
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { relayStylePagination } from '@apollo/client/utilities'
import { filter, firstValueFrom } from 'rxjs'
import { endpoint, freshName, recorder, sha256 } from './support.mjs'

function connect({ link = (http) => http } = {}) {
  const { requests, fetch } = recorder()
  const cache = new InMemoryCache({
    typePolicies: { Query: { fields: { municipalities: relayStylePagination(['where', 'orderBy']) } } },
    possibleTypes: { Actor: ['Municipality', 'Region', 'Association', 'Supplier', 'Agency', 'ResearchOrganisation'] },
  })
  return { requests, client: new ApolloClient({ cache, link: link(new HttpLink({ uri: endpoint, fetch })) }) }
}

test('what was met as an actor is in the cache as a municipality', async () => {
  const { client, requests } = connect()
  const query = gql`query ($slug: String!) { actor(slug: $slug) { id name ... on Municipality { code population } } }`
  const { data } = await client.query({ query, variables: { slug: 'krokom' } })
  assert.equal(data.actor.code, '2309')
  await client.query({ query, variables: { slug: 'krokom' } })
  assert.equal(requests.length, 1, 'the second answer comes from the cache')
  const known = client.cache.readFragment({
    id: client.cache.identify(data.actor),
    fragment: gql`fragment Known on Municipality { name population }`,
  })
  assert.deepEqual(known, { __typename: 'Municipality', name: 'Krokom', population: data.actor.population })
})

test('fetchMore leads through a connection to its end', async () => {
  const { client, requests } = connect()
  const list = client.watchQuery({
    query: gql`query ($after: Cursor) {
      municipalities(first: 50, after: $after) {
        totalCount
        edges { node { id code } }
        pageInfo { endCursor hasNextPage }
      }
    }`,
  })
  let { data } = await firstValueFrom(list.pipe(filter((result) => !result.loading)))
  while (data.municipalities.pageInfo.hasNextPage) {
    await list.fetchMore({ variables: { after: data.municipalities.pageInfo.endCursor } })
    data = list.getCurrentResult().data
  }
  const { edges, totalCount } = data.municipalities
  assert.equal(edges.length, 290)
  assert.equal(totalCount, 290)
  assert.equal(new Set(edges.map((edge) => edge.node.id)).size, 290)
  assert.equal(requests.length, 6)
})

test('automatic persisted queries, by GET once the server knows them', async () => {
  const query = gql(`query ${freshName()} { municipality(code: "0180") { id name } }`)
  const link = (http) => new PersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(http)
  for (const expected of [['GET hash', 'POST query hash'], ['GET hash']]) {
    const { client, requests } = connect({ link })
    const { data } = await client.query({ query })
    assert.equal(data.municipality.name, 'Stockholm')
    assert.deepEqual(requests, expected)
  }
})

// However a code comes, a wrong one is refused with the same code, and the field is named.
const wrong = [
  ['in the document', 'query { municipality(code: "18") { id } }', undefined],
  ['as a variable', 'query ($code: MunicipalityCode!) { municipality(code: $code) { id } }', { code: '18' }],
]
for (const [where, document, variables] of wrong) {
  test(`a wrong code ${where} is an error of GraphQL, not of the network`, async () => {
    const { client } = connect()
    const { error } = await client.query({ query: gql(document), variables, errorPolicy: 'all' })
    assert.ok(CombinedGraphQLErrors.is(error), String(error))
    assert.equal(error.errors.length, 1)
    assert.equal(error.errors[0].extensions.code, 'BAD_USER_INPUT')
    assert.equal(error.errors[0].extensions.field, 'code')
  })
}

test('a code that nobody has gives null and no error', async () => {
  const { client } = connect()
  const { data } = await client.query({ query: gql`{ municipality(code: "9999") { id } }` })
  assert.equal(data.municipality, null)
})
