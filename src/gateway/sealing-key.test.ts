import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSealer } from './sealing-key.ts'

const at = { workspaceId: 'w', connectionId: 'c', field: 'f' }
const none = { SIGAP_SECRET: undefined, DATABASE_URL: undefined }

function makeDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'sigap-key-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return directory
}

test('a key is made once beside the data, for nobody else to read, and is the same at the next start', () => {
  const directory = makeDirectory()
  const sealed = openSealer(none, directory)?.seal(at, 'x') ?? ''
  const file = path.join(directory, 'secret.key')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  chmodSync(file, 0o644)
  expect(openSealer(none, directory)?.open(at, sealed)).toBe('x')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(openSealer(none, makeDirectory())?.open(at, sealed)).toBeNull()
})

test('a key that was emptied is not taken for one', () => {
  const directory = makeDirectory()
  writeFileSync(path.join(directory, 'secret.key'), '')
  expect(() => openSealer(none, directory)).toThrow('Restore it from a backup')
})

test('a given secret makes no file, and a database server without one can keep no secrets', () => {
  const directory = makeDirectory()
  const given = { ...none, SIGAP_SECRET: ['a secret that is long enough for a key'] }
  expect(openSealer(given, directory)?.open(at, openSealer(given, directory)?.seal(at, 'x') ?? '')).toBe('x')
  expect(openSealer({ ...none, DATABASE_URL: 'postgres://db' }, directory)).toBeNull()
  expect(() => readFileSync(path.join(directory, 'secret.key'))).toThrow('ENOENT')
})
