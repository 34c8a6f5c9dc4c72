import { expect, test } from 'vitest'
import { searchTextOf } from './search-text.ts'

test('of a name or an address without an end only the beginning is looked through', () => {
  const [name, email] = [`Ana ${'x'.repeat(100_000)}`, `ana@${'y'.repeat(100_000)}`]
  const text = searchTextOf({ name, phone_number: '+62 811', email }, ['vip'])
  expect(text.length).toBeLessThan(700)
  for (const word of ['ana', 'xxx', 'ana@yyy', '62811', 'vip']) expect(text).toContain(word)
})
