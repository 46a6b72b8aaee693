// A typed program over the generated types: a misspelled field, a missing variable or an unhandled null is an error.
import { print } from 'graphql'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { ChangesDocument, MembersDocument, MunicipalityDocument, type PlaceFragment, SearchDocument } from '../generated/introspection.js'

declare const process: { argv: string[] }

async function ask<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R> {
  const response = await fetch(`${process.argv[2]}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: print(document), variables }),
  })
  const { data, errors } = (await response.json()) as { data?: R; errors?: { message: string }[] }
  if (!data || errors) throw new Error(errors?.map((e) => e.message).join('\n') ?? response.statusText)
  return data
}

const place = (p: PlaceFragment) => `${p.name}, ${p.population ?? 'unknown'} inhabitants in ${p.populationYear ?? 'no year'}`

const { municipality } = await ask(MunicipalityDocument, { code: '2309' })
if (!municipality) throw new Error('no municipality has the code')
console.log(`${place(municipality)}, in ${municipality.region?.name ?? 'no region'}`)
for (const { node } of municipality.solutions.edges) console.log(`  uses ${node.solution.name} (${node.confidence})`)

const { actor } = await ask(MembersDocument, { slug: 'itsam' })
const { relationships } = await ask(ChangesDocument, { where: { changedAfterRevision: 0, type: ['MEMBER_OF'] }, first: 10 })
console.log(`${actor?.name} has ${actor?.relationships.totalCount} members today, and ${relationships.totalCount} changed since revision 0`)
for (const { node } of actor?.relationships.edges ?? [])
  if (node.other.__typename === 'Municipality') console.log(`  ${place(node.other)}, since ${node.validFrom ?? 'an unknown day'}`)

const { search } = await ask(SearchDocument, { words: 'e-plattform', kinds: ['SOLUTION'] })
for (const { node } of search.edges) if (node.__typename === 'Solution') console.log(`  found ${node.name} (${node.kind})`)

// @ts-expect-error a code is not optional
void (() => ask(MunicipalityDocument, {}))
// @ts-expect-error there is no such kind
void (() => ask(SearchDocument, { words: 'x', kinds: ['PLANET'] }))
