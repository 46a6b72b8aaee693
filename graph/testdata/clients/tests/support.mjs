// What the tests share: where the server is, and a record of what a client really sent.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'

export const base = (process.env.KOMMUNGRAF_URL ?? 'http://localhost:8080').replace(/\/$/, '')
export const endpoint = `${base}/graphql`
export const root = new URL('..', import.meta.url).pathname

/** The schema as the server publishes it. */
export async function servedSDL() {
  const response = await fetch(`${base}/schema.graphql`)
  assert.equal(response.status, 200)
  return response.text()
}

/** The simplest client that there is, to compare the others with. */
export async function ask(query, variables) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = await response.json()
  assert.equal(errors, undefined, JSON.stringify(errors))
  return data
}

/** A fetch that notes what it was asked for: `GET hash`, `POST query hash` and the like. */
export function recorder() {
  const requests = []
  const recorded = async (url, init = {}) => {
    const method = init.method ?? 'GET'
    const sent = method === 'GET' ? Object.fromEntries(new URL(url).searchParams) : JSON.parse(init.body)
    requests.push([method, sent.query && 'query', sent.extensions && 'hash'].filter(Boolean).join(' '))
    return fetch(url, init)
  }
  return { requests, fetch: recorded }
}

export const sha256 = async (text) => createHash('sha256').update(text).digest('hex')

/** A name that no earlier run has used, so that the server cannot know the document yet. */
export const freshName = () => `Fresh_${randomUUID().replaceAll('-', '')}`

/** Runs a script of this folder or of node_modules; what it printed is in the error when it fails. */
export async function run(script, ...args) {
  try {
    return await promisify(execFile)(process.execPath, [`${root}${script}`, ...args], {
      cwd: root,
      env: { ...process.env, KOMMUNGRAF_URL: base },
    })
  } catch (failed) {
    assert.fail(`${script} ${args.join(' ')}:\n${failed.stdout}\n${failed.stderr}`)
  }
}
