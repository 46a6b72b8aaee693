// The served schema: its manners, and that it breaks nothing of what was released.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { buildSchema } from 'graphql'
import { changes, faults } from './contract.mjs'
import { root, servedSDL } from './support.mjs'

test('the schema keeps the rules', async () => {
  assert.deepEqual(faults(buildSchema(await servedSDL())), [])
})

test('the rules see what is against them', () => {
  const bad = buildSchema(`
    scalar Cursor
    "no capital."
    enum Colour { "Red." Red }
    "A page."
    type PageInfo { "Whether more follows" hasNextPage: Boolean! }
    "Things."
    type ThingConnection { "Rows." edges: [ThingEdge] "Place." pageInfo: PageInfo! }
    "A row."
    type ThingEdge { "The thing." node: String "Its place." cursor: String! }
    "What to read."
    type Query { "All of them." things("How many." first: Float): ThingConnection }
    "What to write."
    type Mutation { "Makes one." make_thing("Which." name: String): Boolean }
  `)
  assert.deepEqual(faults(bad, new Map([['X: y', 'gone']])), [
    'Cursor: not described in a sentence',
    'Cursor: a scalar without @specifiedBy',
    'Colour: not described in a sentence',
    'Colour.Red: the name has the wrong form',
    'PageInfo.hasNextPage: not described in a sentence',
    'ThingConnection: fields edges: [ThingEdge], pageInfo: PageInfo! instead of edges: [ThingEdge!]!, pageInfo: PageInfo!, totalCount: Int!',
    'ThingEdge: fields node: String, cursor: String! instead of , cursor: Cursor!',
    'Query.things: a connection that may be null',
    'Query.things: arguments first instead of after, first, before, last',
    'Query.things(first:): not of the type Int',
    'Mutation.make_thing: the name has the wrong form',
    'Mutation.make_thing: arguments name: String instead of input: Make_thingInput!',
    'Mutation.make_thing: result Boolean instead of Make_thingPayload',
    'X: y: listed as an exception and is none',
  ])
})

const released = await readFile(`${root}released.graphql`, 'utf8')

test('nothing that was released is broken', async (t) => {
  const { breaking, dangerous } = changes(buildSchema(released), buildSchema(await servedSDL()))
  for (const change of dangerous) t.diagnostic(change)
  assert.deepEqual(breaking, [])
})

// What the check must see: [what is done to the released schema, what it then says].
const harm = [
  [/^  population: Int\n/m, '', 'FIELD_REMOVED: Municipality.population was removed.'],
  [/^  population: Int$/m, '  population: String', 'FIELD_CHANGED_KIND: Municipality.population changed type from Int to String.'],
  [/municipality\(code: MunicipalityCode!/, '$&, year: Int!', 'REQUIRED_ARG_ADDED: A required arg year on Query.municipality was added.'],
  [/^  ASSOCIATION$/m, '  UNION', 'VALUE_REMOVED_FROM_ENUM: ASSOCIATION was removed from enum type ActorKind.'],
]
for (const [what, instead, said] of harm) {
  test(`seen as breaking: ${said}`, () => {
    const harmed = released.replace(what, instead)
    assert.notEqual(harmed, released)
    assert.ok(changes(buildSchema(released), buildSchema(harmed)).breaking.includes(said))
  })
}
