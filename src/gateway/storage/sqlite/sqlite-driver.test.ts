import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../open-sqlite.ts'
import { createMutex } from './mutex.ts'
import { openHandle } from './sqlite-handle.ts'

function openInMemory() {
  const storage = openSqlite(':memory:')
  onTestFinished(() => storage.close())
  return storage
}

function openPlain() {
  const handle = openHandle(':memory:', { readOnly: false, pragmas: [] })
  onTestFinished(() => handle.close())
  return handle
}

test.each([
  ['a leading Date', [new Date(0), 1], 'parameter 1 is a Date. Pass epoch milliseconds.'],
  ['a Date further on', [1, new Date(0)], 'parameter 2 is a Date. Pass epoch milliseconds.'],
  ['undefined', [1, undefined], 'parameter 2 is undefined.'],
  ['NaN', [Number.NaN, 1], 'parameter 1 is NaN.'],
  ['an object', [{ a: 1 }, 1], 'parameter 1 is object.'],
  ['an array', [[1], 1], 'parameter 1 is an array.'],
])('%s is refused instead of being stored as null', (_name, parameters, message) => {
  expect(() => openPlain().run({ sql: 'select ? as a, ? as b', parameters })).toThrow(message)
})

test('flags become 0 and 1, and whole numbers come back as they were, however they were passed', () => {
  const parameters = [true, false, 1_800_000_000_123, 9_007_199_254_740_991n]
  const { rows } = openPlain().run({ sql: 'select ? as a, ? as b, ? as c, ? as d', parameters })
  expect({ ...Object(rows[0]) }).toEqual({ a: 1, b: 0, c: 1_800_000_000_123, d: Number.MAX_SAFE_INTEGER })
})

test('a whole number too large for JavaScript is an error, not another number', () => {
  const parameters = [2n ** 60n]
  expect(() => openPlain().run({ sql: 'select ? as a', parameters })).toThrow(/too large/)
})

test('a statement is prepared once, and the ones unused for longest are let go', () => {
  const handle = openPlain()
  for (let index = 0; index < 3; index += 1) handle.run({ sql: 'select ? as a', parameters: [index] })
  expect(handle.cachedStatements()).toBe(1)
  for (let index = 0; index < 500; index += 1) handle.run({ sql: `select ${index} as a`, parameters: [] })
  expect(handle.cachedStatements()).toBe(400)
})

test('a kept statement survives a change of its table', () => {
  const handle = openPlain()
  handle.exec('create table t (a)')
  handle.exec('insert into t values (1)')
  const read = () => handle.run({ sql: 'select * from t', parameters: [] }).rows
  expect(read()).toMatchObject([{ a: 1 }])
  handle.exec('alter table t add column b default 2')
  expect(read()).toMatchObject([{ a: 1, b: 2 }])
})

test('a statement that failed can be used again', () => {
  const handle = openPlain()
  handle.exec('create table t (a unique)')
  const insert = (a: number) => handle.run({ sql: 'insert into t values (?)', parameters: [a] })
  insert(1)
  expect(() => insert(1)).toThrow(/UNIQUE/)
  expect(insert(2).numAffectedRows).toBe(1n)
})

test('who waits too long for the writer is told, and those behind him still get their turn', async () => {
  const mutex = createMutex(5)
  const release = await mutex.lock()
  await expect(mutex.lock()).rejects.toThrow('Is a write started inside a write?')
  const patient = createMutex(60_000)
  const first = await patient.lock()
  const order: number[] = []
  const others = [1, 2, 3].map(async (turn) => {
    const done = await patient.lock()
    order.push(turn)
    done()
  })
  first()
  release()
  await Promise.all(others)
  expect(order).toEqual([1, 2, 3])
})

test('an abandoned wait does not keep the writer', async () => {
  const mutex = createMutex(5)
  const release = await mutex.lock()
  await expect(mutex.lock()).rejects.toThrow('Waited too long')
  release()
  const again = await mutex.lock()
  again()
  again()
  const once = await mutex.lock()
  await expect(mutex.lock()).rejects.toThrow('Waited too long')
  once()
})

test('a database in memory can be read, written and read again after a snapshot', async () => {
  const storage = openInMemory()
  await storage.write((tx) => sql`create table t (a)`.execute(tx))
  await storage.snapshot((db) => sql`select * from t`.execute(db))
  await sql`insert into t values (${5})`.execute(storage.db)
  const { rows } = await sql`select a from t`.execute(storage.db)
  expect(rows).toMatchObject([{ a: 5 }])
})

test('a storage that was never asked anything can be closed, twice even, and answers nothing afterwards', async () => {
  const storage = openSqlite(':memory:')
  await storage.close()
  await storage.close()
  await expect(sql`select 1`.execute(storage.db)).rejects.toThrow('not open')
})
