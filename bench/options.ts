import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `Usage: npm run bench -- [--only PARTS] [--rows N] [--quick] [--cache DIR]

--only PARTS  some of list,memory,js,browser,thread, separated by commas; all of them otherwise
--rows N      stored conversations; 1,000,000 otherwise
--quick       a look in two minutes: 50,000 conversations, fewer presses, no list of 10,000 rows
--cache DIR   where the prepared databases are kept; sigap-bench in the temporary directory otherwise`

const PARTS = ['list', 'memory', 'js', 'browser', 'thread'] as const
export type Part = (typeof PARTS)[number]

export type Options = {
  parts: ReadonlySet<Part>
  rows: number
  cache: string
  /** How long each measurement of the list runs, and how often. */
  list: { rounds: number; seconds: number }
  browser: { sizes: readonly number[]; presses: number; visits: number }
  /** How many messages the long thread has, and how often it is opened. */
  thread: { messages: number; rounds: number }
}

/** Reads the command line; throws what is wrong with it. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      rows: { type: 'string' },
      quick: { type: 'boolean', default: false },
      cache: { type: 'string' },
    },
  })
  const { quick } = values
  const rows = Number(values.rows ?? (quick ? 50_000 : 1_000_000))
  if (!Number.isSafeInteger(rows) || rows < 1000) throw new Error('--rows takes a whole number, at least 1000.')
  return {
    parts: new Set(values.only?.split(',').map(partNamed) ?? PARTS),
    rows,
    cache: path.resolve(values.cache ?? path.join(tmpdir(), 'sigap-bench')),
    list: quick ? { rounds: 1, seconds: 3 } : { rounds: 3, seconds: 4 },
    browser: quick
      ? { sizes: [100, 1000], presses: 15, visits: 3 }
      : { sizes: [100, 1000, 10_000], presses: 60, visits: 9 },
    thread: quick ? { messages: 1000, rounds: 3 } : { messages: 10_000, rounds: 5 },
  }
}

function partNamed(name: string): Part {
  const part = PARTS.find((part) => part === name.trim())
  if (part === undefined) throw new Error(`There is no part "${name}".`)
  return part
}
