// The initial JavaScript: what index.html loads, with everything that imports statically, and the words of one language.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { fail, root } from './install.mjs'

const BUDGET_KB = 170
const WORDS = 'src/inbox/words/en.json'

const dist = path.join(root, 'dist')
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'))
const chunks = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]))
const html = readFileSync(path.join(dist, 'index.html'), 'utf8')
const scripts = [...html.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file)
if (scripts.length === 0) fail('index.html loads no script that could be measured.')

const initial = new Set()
const visit = (file) => {
  if (initial.has(file)) return
  initial.add(file)
  for (const key of chunks.get(file)?.imports ?? []) visit(manifest[key].file)
}
for (const file of [...scripts, manifest[WORDS].file]) visit(file)

const sizes = [...initial].map((file) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length / 1000)
const total = sizes.reduce((sum, size) => sum + size, 0)
process.stdout.write(`Initial JavaScript: ${total.toFixed(1)} kB gzip of ${BUDGET_KB} kB allowed\n`)
if (total > BUDGET_KB) fail('The initial JavaScript is over its budget: load something later, or leave it out.')
