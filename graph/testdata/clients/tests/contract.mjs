// The manners of the schema, and what a new schema breaks for those who rely on the old one.
import { assertValidSchema, findBreakingChanges, findDangerousChanges, isEnumType, isInputObjectType, isInterfaceType,
  isIntrospectionType, isObjectType, isScalarType, isSpecifiedScalarType, parse, print, visit } from 'graphql'

const camel = /^[a-z][a-zA-Z0-9]*$/
const pascal = /^[A-Z][a-zA-Z0-9]*$/
const upperSnake = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/
// A sentence that stands alone: begins with a capital, a digit or «, and the text ends as a sentence does.
const sentence = /^[\p{Lu}\d«][^]*[.!?]$/u

/** What differs from the rules on purpose, each with the reason. */
const exceptions = new Map([
  ['Query.search: arguments after, first instead of after, first, before, last', 'best first: it has no end to page from'],
])

/** Everything in the schema that is against the rules, as sentences, without the exceptions. */
export function faults(schema, known = exceptions) {
  const found = []
  const met = new Set()
  const rule = (ok, what) => {
    if (ok) return
    if (known.has(what)) met.add(what)
    else found.push(what)
  }
  const named = (at, thing, form) => {
    rule(form.test(thing.name), `${at}: the name has the wrong form`)
    rule(sentence.test(thing.description?.trim() ?? ''), `${at}: not described in a sentence`)
  }
  assertValidSchema(schema)
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue
    named(type.name, type, pascal)
    if (isScalarType(type)) rule(type.specifiedByURL, `${type.name}: a scalar without @specifiedBy`)
    if (isEnumType(type)) for (const value of type.getValues()) named(`${type.name}.${value.name}`, value, upperSnake)
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue
    const fields = Object.values(type.getFields())
    for (const field of fields) {
      const at = `${type.name}.${field.name}`
      named(at, field, camel)
      for (const argument of field.args ?? []) named(`${at}(${argument.name}:)`, argument, camel)
      if (/Connection!?$/.test(field.type)) pages(at, field, rule)
      if (type === schema.getMutationType()) mutation(at, field, rule)
    }
    const shape = fields.map((field) => `${field.name}: ${field.type}`)
    const stem = type.name.replace(/(Connection|Edge)$/, '')
    if (type.name.endsWith('Connection'))
      equal(rule, type.name, 'fields', shape, [`edges: [${stem}Edge!]!`, 'pageInfo: PageInfo!', 'totalCount: Int!'])
    if (type.name.endsWith('Edge')) equal(rule, type.name, 'fields', shape.slice(0, 2), [shape[0]?.match(/^node: \w+!$/)?.[0], 'cursor: Cursor!'])
  }
  for (const what of known.keys()) if (!met.has(what)) found.push(`${what}: listed as an exception and is none`)
  return found
}

const equal = (rule, at, what, got, want) => rule(`${got}` === `${want}`, `${at}: ${what} ${got.join(', ')} instead of ${want.join(', ')}`)

const pageTypes = { first: 'Int', last: 'Int', after: 'Cursor', before: 'Cursor' }

function pages(at, field, rule) {
  const paging = field.args.filter(({ name }) => name in pageTypes)
  rule(/!$/.test(field.type), `${at}: a connection that may be null`)
  equal(rule, at, 'arguments', paging.map(({ name }) => name), ['after', 'first', 'before', 'last'])
  for (const { name, type } of paging) rule(`${type}` === pageTypes[name], `${at}(${name}:): not of the type ${pageTypes[name]}`)
}

function mutation(at, field, rule) {
  const stem = field.name[0].toUpperCase() + field.name.slice(1)
  equal(rule, at, 'arguments', field.args.map(({ name, type }) => `${name}: ${type}`), [`input: ${stem}Input!`])
  equal(rule, at, 'result', [`${field.type}`.replace(/!$/, '')], [`${stem}Payload`])
}

const told = (changes) => changes.map(({ type, description }) => `${type}: ${description}`)

/** What changes from one schema to the next: what breaks clients, and what may surprise them. */
export const changes = (before, after) => ({
  breaking: told(findBreakingChanges(before, after)),
  dangerous: told(findDangerousChanges(before, after)),
})

/** A schema without descriptions, which break nothing. */
export const bare = (sdl) => print(visit(parse(sdl), { enter: (node) => (node.description ? { ...node, description: undefined } : undefined) }))
