// graphql-codegen and TypeScript: types from the introspection and from the SDL, and a typed program that runs.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { base, root, run } from './support.mjs'

test('graphql-codegen gives the same types from the introspection and from the SDL', async () => {
  await run('node_modules/@graphql-codegen/cli/cjs/bin.js', '--config', 'codegen.yml')
  const [introspection, sdl] = await Promise.all(
    ['introspection', 'sdl'].map((name) => readFile(`${root}generated/${name}.ts`, 'utf8')),
  )
  assert.ok(sdl === introspection, 'generated/sdl.ts and generated/introspection.ts differ')
})

test('a typed program is free of errors, and what it reads is there', async () => {
  await run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.json')
  const { stdout } = await run('generated/js/typed/report.js', base)
  assert.match(stdout, /^Krokom, \d+ inhabitants in 2024, in Region Jämtland Härjedalen$/m)
  assert.match(stdout, /^Kommunalförbundet Itsam has \d+ members today, and \d+ changed since revision 0$/m)
})
