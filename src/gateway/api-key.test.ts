import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKeyFinder } from './auth/key-finder.ts'
import { migrate } from './storage/migrate.ts'
import { openSqlite } from './storage/open-sqlite.ts'

let data: string

beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'sigap-'))
})
afterEach(() => rm(data, { recursive: true }))

function run(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const program = path.join(import.meta.dirname, 'api-key.ts')
    const options = { env: { PATH: process.env['PATH'], SIGAP_DATA: data, ...env } }
    execFile(process.execPath, [program, ...args], options, (error, out, err) => {
      resolve({ code: error === null ? 0 : 1, out, err })
    })
  })
}

async function namesBehind(key: string, file: string) {
  const storage = openSqlite(path.join(data, file))
  const row = await createKeyFinder({ storage, workspaceId: 'wsp_main', now: Date.now })(key.trim())
  await storage.close()
  return row?.name
}

test('it prints one key that opens the inbox, and nothing else', async () => {
  const { code, out } = await run(['--name', 'Monthly report'])
  expect(out).toMatch(/^sgp_live_[0-9A-Za-z]{32}\n$/)
  expect(code).toBe(0)
  expect(await namesBehind(out, 'demo.sqlite')).toBe('Monthly report')
})

test('it works beside a gateway that has the database open, and the key is found at once', async () => {
  const storage = openSqlite(path.join(data, 'sigap.sqlite'))
  await migrate(storage)
  const find = createKeyFinder({ storage, workspaceId: 'wsp_main', now: Date.now })
  const { out } = await run(['--name', 'Report'])
  expect(await find(out.trim())).toMatchObject({ name: 'Report' })
  await storage.close()
})

test('with a real inbox beside the demo, --demo makes a key for the demo', async () => {
  const real = await run(['--name', 'Real'], { KIRIM_API_KEY: 'key' })
  const demo = await run(['--name', 'Demo', '--demo'])
  expect(await namesBehind(real.out, 'sigap.sqlite')).toBe('Real')
  expect(await namesBehind(demo.out, 'demo.sqlite')).toBe('Demo')
  expect(await namesBehind(demo.out, 'sigap.sqlite')).toBeUndefined()
})

test('a key that is withdrawn opens nothing any more, and is in no list', async () => {
  const { out: report } = await run(['--name', 'Monthly report'])
  const { out: spare } = await run(['--name', 'Spare'])
  const { out: listed } = await run(['--list'])
  const [id = ''] = listed.split(' ')
  expect(listed).toMatch(/^key_\w+ {2}Monthly report {2}\(never used\)\nkey_\w+ {2}Spare {2}\(never used\)\n$/)

  expect(await run(['--withdraw', id])).toMatchObject({ code: 0, out: '' })
  expect(await namesBehind(report, 'demo.sqlite')).toBeUndefined()
  expect(await namesBehind(spare, 'demo.sqlite')).toBe('Spare')
  expect((await run(['--list'])).out).not.toContain(id)
  expect((await run(['--withdraw', id])).err).toContain(`There is no key ${id}`)
})

test.each([
  [[]],
  [['--name', ' ']],
  [['--name', 'x'.repeat(81)]],
  [['--nmae', 'Report']],
  [['--name', 'Report', '--list']],
])('called with %j it makes no key and says how it is used', async (args) => {
  const { code, out, err } = await run(args)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('npm run api-key -- --name NAME')
})
