import { measureBrowser, measureThreadIn } from './browser/measure-browser.ts'
import { postgresDataset, sqliteDataset } from './dataset/prepare.ts'
import { startHttpLoad } from './list/http-load.ts'
import { measureList } from './list/measure-list.ts'
import { describeMachine } from './machine.ts'
import { measureJavaScript } from './measure-javascript.ts'
import { measureMemory } from './measure-memory.ts'
import { readOptions, USAGE } from './options.ts'
import type { Options } from './options.ts'

async function main(options: Options): Promise<void> {
  const { parts, rows, cache } = options
  heading('Machine')
  say(describeMachine())
  if (parts.has('js')) {
    heading('Initial JavaScript')
    say(measureJavaScript())
  }
  const where = { cache, rows, say: (text: string) => say(`  ${text}`) }
  const needsPostgres = parts.has('list') || parts.has('memory')
  if (!needsPostgres && !parts.has('browser') && !parts.has('thread')) return
  heading(`${rows.toLocaleString('en')} stored conversations`)
  const sqlite = await sqliteDataset(where)
  if (needsPostgres) await measureServer(options, sqlite, where)
  if (parts.has('browser')) {
    heading('Browser')
    await measureBrowser(sqlite, options, say)
  }
  if (parts.has('thread')) {
    heading('Thread')
    await measureThreadIn(sqlite, options, say)
  }
}

async function measureServer(
  { parts, rows, list }: Options,
  sqlite: Awaited<ReturnType<typeof sqliteDataset>>,
  where: Parameters<typeof postgresDataset>[0],
): Promise<void> {
  const postgres = await postgresDataset(where)
  const load = startHttpLoad()
  try {
    const datasets = postgres === null ? [sqlite] : [sqlite, postgres]
    if (postgres === null) say('  PostgreSQL is not installed here and is left out.')
    if (parts.has('list')) {
      for (const dataset of datasets) say(`\n${await measureList(dataset, load, { rows, ...list })}`)
    }
    if (parts.has('memory')) say(`\n${await measureMemory(datasets, rows, load)}`)
  } finally {
    await load.stop()
    await postgres?.stop()
  }
}

function heading(text: string): void {
  say(`\n${text}`)
}

function say(text: string): void {
  console.log(text)
}

function optionsOrUsage(): Options | null {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    return null
  }
}

// Leaves by the door that removes what lies about; whatever was started ends with us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))

const options = optionsOrUsage()
if (options === null) process.exitCode = 1
else await main(options)
