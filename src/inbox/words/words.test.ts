import compile from 'icu-minify/compile'
import { expect, test } from 'vitest'
import { commandSections } from '#inbox/commands/command.ts'
import { commands } from '#inbox/commands/registry.ts'
import laterEnglish from './en-later.json' with { type: 'json' }
import firstEnglish from './en.json' with { type: 'json' }
import laterIndonesian from './id-later.json' with { type: 'json' }
import firstIndonesian from './id.json' with { type: 'json' }

/** Every message by its whole key. */
function flatten(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? flatten(value, `${path}${key}.`) : [[`${path}${key}`, String(value)]],
  )
}

/** The values that a message takes: their names begin with a small letter, the sentences in its branches do not. */
const namesIn = (message: string) =>
  [...new Set([...message.matchAll(/\{([a-z]\w*)\s*[,}]/g)].map(([, name]) => name ?? ''))].sort()

const english = [...flatten(firstEnglish), ...flatten(laterEnglish)]
const indonesian = [...flatten(firstIndonesian), ...flatten(laterIndonesian)]

const keysOf = (words: object) =>
  flatten(words)
    .map(([key]) => key)
    .sort()

test('both languages have the same keys', () => {
  expect(keysOf(firstIndonesian)).toEqual(keysOf(firstEnglish))
  expect(keysOf(laterIndonesian)).toEqual(keysOf(laterEnglish))
})

test('no words are in both catalogues of a language', () => {
  expect(new Set(english.map(([key]) => key)).size).toBe(english.length)
})

test('a message takes the same values in both languages', () => {
  const translated = new Map(indonesian)
  const differ = english.filter(
    ([key, message]) => namesIn(translated.get(key) ?? '').join(' ') !== namesIn(message).join(' '),
  )
  expect(differ).toEqual([])
})

test.each([
  ['en', english],
  ['id', indonesian],
])('every message of %s can be compiled', (_, words) => {
  expect(() => words.map(([, message]) => compile(message))).not.toThrow()
})

test('every command and every section of commands has words', () => {
  const keys = new Set(english.map(([key]) => key))
  const wanted = [
    ...commands.map(({ labelKey }) => labelKey),
    ...commandSections.map((section) => `sections.${section}`),
  ]
  expect(wanted.filter((key) => !keys.has(key))).toEqual([])
})
