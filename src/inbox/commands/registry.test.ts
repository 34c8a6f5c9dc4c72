import { expect, test } from 'vitest'
import { ariaKeyshortcuts, formatKeys, keysFor } from './keymap.ts'
import { commandOf, commands } from './registry.ts'

test('no two commands share a key, and none begins a sequence of another', () => {
  const bindings = commands.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })))
  for (const { id, key } of bindings) {
    const clashes = bindings.filter(
      (other) => other.id !== id && (other.key === key || other.key.startsWith(`${key} `)),
    )
    expect(clashes, `${key} of ${id}`).toEqual([])
  }
})

test('ids are unique', () => {
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
})

test('nothing is bound to Alt, which types letters on many keyboards', () => {
  expect(commands.flatMap(({ keys }) => keys).filter((key) => /Alt/.test(key))).toEqual([])
})

test('only what moves about repeats while its key is held', () => {
  expect(commands.filter(({ repeats }) => repeats === true).map(({ id }) => id)).toEqual([
    'next',
    'previous',
    'extend-down',
    'extend-up',
  ])
})

test('keys are written as the platform writes them', () => {
  expect(keysFor('palette', true)).toBe('⌘K')
  expect(keysFor('palette', false)).toBe('Ctrl+K')
  expect(keysFor('unassign', false)).toBe('Shift+I')
  expect(formatKeys('g m', false)).toBe('G M')
  expect(keysFor('reopen', false)).toBe('')
})

test('assistive technology is told the keys, sequences left out', () => {
  expect(ariaKeyshortcuts('undo', true)).toBe('Z Meta+Z')
  expect(ariaKeyshortcuts('undo', false)).toBe('Z Control+Z')
  expect(ariaKeyshortcuts('go-mine', false)).toBeUndefined()
})

test('an id that nobody has names no command', () => {
  expect(commandOf('snooze')).toBeUndefined()
})
