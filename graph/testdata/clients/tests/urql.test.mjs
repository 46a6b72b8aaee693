// urql: POST, GET, persisted queries, and subscriptions over the fetch that it already has (SSE).
import assert from 'node:assert/strict'
import test from 'node:test'
import { Client, fetchExchange, gql } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'
import { ask, endpoint, freshName, recorder, sha256 } from './support.mjs'

function connect(options = {}) {
  const { requests, fetch } = recorder()
  return { requests, client: new Client({ url: endpoint, fetch, exchanges: [fetchExchange], ...options }) }
}

const search = gql`query ($words: String!) { search(query: $words, first: 1) { edges { node { ... on Actor { slug } } } } }`

for (const [preferGetMethod, method] of [[false, 'POST query'], ['force', 'GET query']]) {
  test(`a query by ${method}`, async () => {
    const { client, requests } = connect({ preferGetMethod })
    const { data, error } = await client.query(search, { words: 'Östersund' }).toPromise()
    assert.equal(error?.message, undefined)
    assert.equal(data.search.edges[0].node.slug, 'ostersund')
    assert.deepEqual(requests, [method])
  })
}

test('persisted queries, by GET once the server knows them', async () => {
  const query = gql(`query ${freshName()} { region(code: "23") { id name } }`)
  const exchanges = [persistedExchange({ preferGetForPersistedQueries: 'force', generateHash: sha256 }), fetchExchange]
  for (const expected of [['GET hash', 'GET query hash'], ['GET hash']]) {
    const { client, requests } = connect({ exchanges })
    const { data, error } = await client.query(query, {}).toPromise()
    assert.equal(error?.message, undefined)
    assert.equal(data.region.name, 'Region Jämtland Härjedalen')
    assert.deepEqual(requests, expected)
  }
})

test('an error has its code', async () => {
  const { client } = connect()
  const { error } = await client.query(gql`{ municipality(code: "18") { id } }`, {}).toPromise()
  assert.equal(error.networkError?.message, undefined)
  assert.deepEqual(error.graphQLErrors.map((e) => e.extensions.code), ['BAD_USER_INPUT'])
})

test('a subscription over fetch tells the revision at once', { timeout: 10_000 }, async () => {
  const { client } = connect({ fetchSubscriptions: true })
  const first = await new Promise((resolve) => {
    const { unsubscribe } = client
      .subscription(gql`subscription { knowledgeBaseChanged { revision recordedAt } }`, {})
      .subscribe((result) => { resolve(result); setTimeout(() => unsubscribe()) })
  })
  assert.equal(first.error?.message, undefined)
  assert.equal(first.data.knowledgeBaseChanged.revision, (await ask('{ knowledgeBase { revision } }')).knowledgeBase.revision)
})
