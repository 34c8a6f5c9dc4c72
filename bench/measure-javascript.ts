import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import * as z from 'zod'
import { table } from './figures.ts'

const dist = path.resolve(import.meta.dirname, '../dist')
const WORDS = 'src/inbox/words/en.json'

const manifestSchema = z.record(z.string(), z.object({ file: z.string(), imports: z.array(z.string()).default([]) }))
type Manifest = z.infer<typeof manifestSchema>

/** What the built page loads before a row can show: the scripts of index.html with all that they import, and the words of one language. */
export function measureJavaScript(): string {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')))
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file)
  const initial = withImports(manifest, scripts)
  if (initial.size === 0) throw new Error('index.html loads no script that could be measured.')
  const words = manifest[WORDS]
  const all = words === undefined ? initial : withImports(manifest, [...initial, words.file])
  return table(
    ['Initial JavaScript', 'gzip'],
    [
      ['index.html and what it imports (goal: at most 170 kB)', kilobytes(initial)],
      ['with the words of one language', kilobytes(all)],
    ],
  )
}

/** The files with every file that they import statically. */
function withImports(manifest: Manifest, files: readonly string[]): Set<string> {
  const byFile = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]))
  const found = new Set<string>()
  const visit = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const key of byFile.get(file)?.imports ?? []) visit(manifest[key]?.file ?? key)
  }
  for (const file of files) visit(file)
  return found
}

function kilobytes(files: Iterable<string>): string {
  const sizes = [...files].map((file) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length / 1000)
  return `${sizes.reduce((sum, size) => sum + size, 0).toFixed(1)} kB`
}
