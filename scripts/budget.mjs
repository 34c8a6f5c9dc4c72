// The initial JavaScript: what index.html and everything it imports statically load before the first row can show.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { fail, root } from './install.mjs'

const BUDGET_KB = 170

const dist = path.join(root, 'dist')
const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'))

const initial = new Set()
const visit = (key) => {
  if (initial.has(key)) return
  initial.add(key)
  for (const next of manifest[key].imports ?? []) visit(next)
}
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key)

const sizes = [...initial].map(
  (key) => gzipSync(readFileSync(path.join(dist, manifest[key].file)), { level: 9 }).length / 1000,
)
const total = sizes.reduce((sum, size) => sum + size, 0)
process.stdout.write(`Initial JavaScript: ${total.toFixed(1)} kB gzip of ${BUDGET_KB} kB allowed\n`)
if (total > BUDGET_KB) fail('The initial JavaScript is over its budget: load something later, or leave it out.')
