// Relay: relay-compiler takes the schema and the documents of relay/, relay-runtime runs them and pages to the end.
import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import test from 'node:test'
import relay from 'relay-runtime'
import { ask, root, run, servedSDL } from './support.mjs'

const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getSingularSelector } = relay

test('relay-compiler and relay-runtime', async (t) => {
  await mkdir(`${root}generated/relay`, { recursive: true })
  await writeFile(`${root}generated/schema.graphql`, await servedSDL())
  await writeFile(`${root}generated/relay/package.json`, '{"type": "commonjs"}') // relay-compiler makes no ES modules
  await run('node_modules/relay-compiler/cli.js', 'relay.config.json')

  const require = createRequire(import.meta.url)
  const artifact = (name) => require(`${root}generated/relay/${name}.graphql.js`)
  const environment = new Environment({
    network: Network.create(async ({ text }, variables) => ({ data: await ask(text, variables) })),
    store: new Store(new RecordSource()),
  })
  const send = (name, variables) => fetchQuery(environment, artifact(name), variables).toPromise()
  /** What a component sees of a fragment. */
  const read = (fragment, ref) => environment.lookup(getSingularSelector(artifact(fragment), ref)).data

  const where = { countyCode: ['14'] }
  const descriptor = createOperationDescriptor(artifact('PlacesQuery'), { where })
  environment.retain(descriptor)
  const list = (query) => read('Places_list', query).municipalities

  await t.test('a connection is paged to its end', async () => {
    let page = list(await send('PlacesQuery', { where }))
    const all = page.totalCount
    assert.equal(page.edges.length, 20)
    while (page.pageInfo.hasNextPage) {
      assert.ok(page.edges.length < all, 'there is a next page after the end')
      await send('PlacesPaginationQuery', { where, first: 20, after: page.pageInfo.endCursor })
      page = list(environment.lookup(descriptor.fragment).data)
    }
    assert.equal(new Set(page.edges.map(({ node }) => node.id)).size, all)
  })

  await t.test('a node is fetched again by its id', async () => {
    const [{ node }] = list(environment.lookup(descriptor.fragment).data).edges
    const before = read('Places_card', node)
    const { node: again } = await send('PlacesCardRefetchQuery', { id: node.id, asOf: '1970-01-01' })
    const then = read('Places_card', again)
    assert.equal(then.name, before.name)
    assert.ok(then.memberships.totalCount <= before.memberships.totalCount)
  })
})
