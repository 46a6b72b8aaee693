// Live answers: graphql-ws (protocol graphql-transport-ws) and graphql-sse (distinct connections), the same by both.
import assert from 'node:assert/strict'
import test from 'node:test'
import { createClient as overSSE } from 'graphql-sse'
import { createClient as overWS } from 'graphql-ws'
import WebSocket from 'ws'
import { ask, endpoint } from './support.mjs'

const once = { query: 'query ($code: MunicipalityCode!) { municipality(code: $code) { name } }', variables: { code: '2309' } }
const changes = { query: 'subscription { knowledgeBaseChanged { revision recordedAt } }' }
const wrong = { query: '{ municipality(code: "2309") { nothing } }' }

/** Every result until the server says that there are no more. */
async function all(results) {
  const got = []
  for await (const result of results) got.push(result)
  return got
}

const clients = {
  'graphql-ws': () => overWS({
    url: endpoint.replace(/^http/, 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, lazyCloseTimeout: 5_000,
  }),
  'graphql-sse': () => overSSE({ url: endpoint, retryAttempts: 0 }),
}

for (const [name, connect] of Object.entries(clients)) {
  test(name, { timeout: 20_000 }, async (t) => {
    const client = connect()
    t.after(() => client.dispose())

    await t.test('a query gives one result and ends', async () => {
      const results = await all(client.iterate(once))
      assert.equal(results.length, 1)
      assert.deepEqual(results[0].data, { municipality: { name: 'Krokom' } })
    })

    await t.test('a wrong document is refused, and the client is none the worse', async () => {
      // graphql-ws throws the errors of a refused document, graphql-sse gives them as the one result.
      const errors = await all(client.iterate(wrong)).then(([result]) => result.errors, (thrown) => thrown)
      assert.ok(Array.isArray(errors), String(errors))
      assert.deepEqual(errors.map((e) => e.extensions.code), ['BAD_USER_INPUT'])
    })

    await t.test('a subscription tells the revision at once and is ended by the client', async () => {
      const events = client.iterate(changes)
      const { value: first } = await events.next()
      assert.equal(first.errors, undefined)
      const { revision, recordedAt } = first.data.knowledgeBaseChanged
      assert.equal(revision, (await ask('{ knowledgeBase { revision } }')).knowledgeBase.revision)
      assert.ok(Date.parse(recordedAt) <= Date.now() + 60_000, recordedAt)
      await events.return()
      assert.equal((await events.next()).done, true)
    })

    await t.test('afterwards the client goes on', async () => {
      assert.equal((await all(client.iterate(once))).length, 1)
    })
  })
}

test('graphql-ws closes with 1000 when the client is done', { timeout: 10_000 }, async () => {
  const client = clients['graphql-ws']()
  const closed = new Promise((resolve) => client.on('closed', resolve))
  await all(client.iterate(once))
  await client.dispose()
  assert.equal((await closed).code, 1000)
})
