import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { isUnavailable } from './is-unavailable.ts'
import { createMutex } from './sqlite/mutex.ts'

async function reasonOf(work: () => unknown): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('It worked.')
}

test('a server that nobody runs is unavailable, under each of its addresses', async () => {
  const client = new Client({ connectionString: 'postgres://somebody@localhost:1/nothing' })
  expect(isUnavailable(await reasonOf(() => client.connect()))).toBe(true)
})

test('a full disk is unavailable: what did not fit may fit later', async () => {
  const database = new DatabaseSync(':memory:')
  database.exec('pragma max_page_count = 2; create table t (x)')
  const error = await reasonOf(() => database.exec('insert into t values (zeroblob(100000))'))
  expect(isUnavailable(error)).toBe(true)
  database.close()
})

test.each([
  ['has no room on its disk', '53100'],
  ['let others go first again and again', '40001'],
  ['only reads until another takes over', '25006'],
])('a server that %s is unavailable', (_, code) => {
  expect(isUnavailable(Object.assign(new Error('no'), { code }))).toBe(true)
  expect(isUnavailable(Object.assign(new Error('no'), { code: '23505' }))).toBe(false)
})

test('a file that another program keeps locked is unavailable also for whoever stands in line behind the first', async () => {
  const mutex = createMutex(5)
  await mutex.lock()
  expect(isUnavailable(await reasonOf(() => mutex.lock()))).toBe(true)
})

test('a statement that is wrong today is wrong tomorrow', async () => {
  const database = new DatabaseSync(':memory:')
  expect(isUnavailable(await reasonOf(() => database.exec('select * from nothing')))).toBe(false)
  expect(isUnavailable(new TypeError('x is not a function'))).toBe(false)
  expect(isUnavailable('Connection terminated')).toBe(false)
  database.close()
})
