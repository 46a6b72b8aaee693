// GraphQL over HTTP: every audit of graphql-http, also those that only SHOULD or MAY hold.
import assert from 'node:assert/strict'
import test from 'node:test'
import { serverAudits } from 'graphql-http'
import { endpoint } from './support.mjs'

const expected = 61

test('the audits of graphql-http', async (t) => {
  const audits = serverAudits({ url: endpoint, fetchFn: fetch })
  const failed = []
  for (const audit of audits) {
    const { status, reason } = await audit.fn()
    if (status !== 'ok') failed.push(`${audit.id} ${audit.name}: ${status}: ${reason}`)
  }
  t.diagnostic(`audits passed: ${audits.length - failed.length}/${audits.length}`)
  assert.deepEqual(failed, [])
  assert.equal(audits.length, expected, 'graphql-http has more or fewer audits than it had')
})
