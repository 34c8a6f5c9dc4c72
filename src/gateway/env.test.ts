import { expect, test } from 'vitest'
import { readEnvironment } from './env.ts'

test('with nothing set, it is the demo on the loopback address', () => {
  expect(readEnvironment({})).toEqual({ PORT: 4600, HOST: '127.0.0.1', SIGAP_DATA: './data', SIGAP_LOG: 'warn' })
})

test('what is set and empty counts as not set, and what is not ours is not looked at', () => {
  expect(readEnvironment({ PORT: '', KIRIM_API_KEY: '', PATH: '/bin' })).toEqual(readEnvironment({}))
})

test.each([
  [{ PORT: 'abc' }, 'PORT'],
  [{ PORT: ' ' }, 'PORT'],
  [{ PORT: '65536' }, 'PORT'],
  [{ PORT: '1e3' }, 'PORT'],
  [{ SIGAP_PUBLIC_URL: 'inbox.toko.example' }, 'SIGAP_PUBLIC_URL'],
  [{ DATABASE_URL: 'mysql://localhost/sigap' }, 'DATABASE_URL'],
  [{ SIGAP_LOG: 'loud' }, 'SIGAP_LOG'],
  [{ SIGAP_CHECK_ANSWERS: 'yes' }, 'SIGAP_CHECK_ANSWERS'],
  [{ SIGAP_SECRET: 'short' }, 'SIGAP_SECRET'],
  [{ SIGAP_SECRET: `${'x'.repeat(32)},short` }, 'SIGAP_SECRET'],
  [{ SIGAP_SECRET: ' , ' }, 'SIGAP_SECRET'],
  [{ KIRIM_BASE_URL: 'ftp://vendor.example' }, 'KIRIM_BASE_URL'],
  [{ KIRIM_PATH_STYLE: 'phones' }, 'KIRIM_PATH_STYLE'],
  [{ KIRIM_PATH_STYLE: 'phone' }, 'KIRIM_PHONE_NUMBER_ID'],
])('%j is refused in a sentence that begins with %s', (variables, name) => {
  expect(() => readEnvironment(variables)).toThrow(new RegExp(`^${name} is [^\n]+\\.$`))
})

test('several secrets are told apart, the newest first', () => {
  const [newer, older] = ['n'.repeat(32), 'o'.repeat(40)]
  expect(readEnvironment({ SIGAP_SECRET: `${newer}, ${older}` }).SIGAP_SECRET).toEqual([newer, older])
})

test('everything that is wrong is said at once, and no value is repeated: it may be a secret', () => {
  expect(readWrong).toThrow(/^PORT is .*\.\nDATABASE_URL is .*\.$/)
  expect(readWrong).not.toThrow(/hunter2/)
})

function readWrong() {
  return readEnvironment({ PORT: 'x', DATABASE_URL: 'mysql://u:hunter2@db' })
}
