import { expect, test } from 'vitest'
import { createSetupCode } from './setup-code.ts'

const counting = (size: number) => Uint8Array.from({ length: size }, (_, i) => i)

test('the code is printed in three groups', () => {
  expect(createSetupCode(counting).text).toBe('0123-4567-89AB')
  expect(createSetupCode().text).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
})

test('the code is found whether typed with dashes, without, in lower case, or with letters read as digits', () => {
  const code = createSetupCode(counting)
  const right = ['0123-4567-89AB', ' 0123456789ab ', 'O1 23 45-67 89 ab', 'Ol23-4567-89ab', 'oI23-4567-89AB']
  expect(right.filter((typed) => code.matches(typed))).toEqual(right)
})

test('anything else is refused', () => {
  const code = createSetupCode(counting)
  const wrong = ['', '0123-4567-89AC', '0123-4567-89A', '0123-4567-89ABB', '💥', '------------']
  expect(wrong.filter((typed) => code.matches(typed))).toEqual([])
})

test('two starts print two codes', () => {
  expect(createSetupCode().text).not.toBe(createSetupCode().text)
})
