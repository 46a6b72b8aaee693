// Writes released.graphql, the contract that later schemas must not break, from what the server at KOMMUNGRAF_URL serves.
import { writeFile } from 'node:fs/promises'
import { bare } from './tests/contract.mjs'
import { root, servedSDL } from './tests/support.mjs'

const remark = `# The schema as it was released last, without descriptions: tests/schema.test.mjs lets nothing of it break.
# At a release: ./run npm run release
`
await writeFile(`${root}released.graphql`, `${remark}\n${bare(await servedSDL())}\n`)
