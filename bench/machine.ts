import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { findPostgres } from '#gateway/storage/testing/postgres-server.ts'

/** What the figures were measured on, a line each. */
export function describeMachine(): string {
  const [cpu] = cpus()
  const postgres = findPostgres()
  const browser = chromiumPath()
  return [
    ['Processor', `${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores`],
    ['Memory', `${(totalmem() / 1024 ** 3).toFixed(1)} GiB`],
    ['System', `${type()} ${release()}`],
    ['Node', `${process.version}, SQLite ${process.versions['sqlite'] ?? 'unknown'}`],
    ['Chromium', existsSync(browser) ? firstLine(browser, '--version') : 'not installed'],
    ['PostgreSQL', postgres === null ? 'not installed' : firstLine(path.join(postgres, 'postgres'), '--version')],
  ]
    .map(([name, value]) => `  ${name?.padEnd(12)}${value}`)
    .join('\n')
}

/** The machine's own Chromium where there is one, else where Playwright would keep its own. */
export function chromiumPath(): string {
  const own = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((file) => file !== undefined && existsSync(file))
  return own ?? chromium.executablePath()
}

function firstLine(command: string, argument: string): string {
  const said = execFileSync(command, [argument], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return said.split('\n')[0]?.trim() ?? ''
}
