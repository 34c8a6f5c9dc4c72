import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DataDirectoryInUse, lockDataDirectory } from './data-lock.ts'
import { startChild } from './testing/child.ts'

async function temporaryDirectory(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sigap-lock-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'data')
}

test('a directory that another process holds is refused by name, until that process is killed', async () => {
  const directory = await temporaryDirectory()
  const holder = startChild('hold-lock.ts', directory)
  onTestFinished(async () => void (await holder.kill()))
  expect(await holder.line()).toBe('locked')
  expect(() => lockDataDirectory(directory)).toThrow(DataDirectoryInUse)
  expect(() => lockDataDirectory(directory)).toThrow(directory)
  await holder.kill()
  lockDataDirectory(directory).release()
})

test('a directory is created when it is not there, and free again once it was released', async () => {
  const directory = await temporaryDirectory()
  const lock = lockDataDirectory(directory)
  expect(() => lockDataDirectory(directory)).toThrow(DataDirectoryInUse)
  lock.release()
  lock.release()
  lockDataDirectory(directory).release()
})

test('a directory that cannot be made is another error', () => {
  expect(() => lockDataDirectory('/dev/null/data')).toThrow(/ENOTDIR|EEXIST/)
})
