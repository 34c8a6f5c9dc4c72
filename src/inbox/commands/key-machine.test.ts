import { expect, test } from 'vitest'
import { createKeyMachine } from './key-machine.ts'
import type { KeyPress } from './key-machine.ts'
import { commands } from './registry.ts'

const plain: KeyPress = {
  key: 'e',
  code: 'KeyE',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  altGraph: false,
  repeat: false,
  isComposing: false,
  keyCode: 0,
  editable: false,
  at: 0,
}

function machineOf({ mac = false, singleLetters = true } = {}) {
  const machine = createKeyMachine(commands, { mac, singleLetters: () => singleLetters })
  return (press: Partial<KeyPress>) => {
    const outcome = machine.press({ ...plain, ...press })
    return outcome.type === 'run' ? outcome.command.id : outcome.type
  }
}

test.each<[string, Partial<KeyPress>, string]>([
  ['E', { key: 'e' }, 'resolve'],
  ['E under caps lock', { key: 'E' }, 'resolve'],
  ['Shift+I', { key: 'I', shiftKey: true }, 'unassign'],
  ['?', { key: '?', shiftKey: true, code: 'Slash' }, 'help'],
  ['Ctrl+Z', { key: 'z', ctrlKey: true }, 'undo'],
  ['Cyrillic E by its place', { key: 'у', code: 'KeyE' }, 'resolve'],
  ['the arrow', { key: 'ArrowDown', code: 'ArrowDown' }, 'next'],
  ['[ on a German keyboard', { key: '[', altKey: true, ctrlKey: true, altGraph: true }, 'resolve-next'],
])('%s means its command', (_, press, id) => {
  expect(machineOf()(press)).toBe(id)
})

test.each<[string, Partial<KeyPress>]>([
  ['in a text field', { editable: true }],
  ['while composing', { isComposing: true }],
  ['just after composing, as Safari sends it', { keyCode: 229 }],
  ['held down', { repeat: true }],
  ['with Alt', { altKey: true }],
  ['as an accent typed with AltGr', { key: 'ę', altKey: true, ctrlKey: true, altGraph: true }],
  ['with Meta on a PC', { metaKey: true }],
  ['with Ctrl, which is the browser’s', { ctrlKey: true }],
  ['which is only Shift', { key: 'Shift', shiftKey: true }],
])('E %s means nothing', (_, press) => {
  expect(machineOf()(press)).toBe('none')
})

test('on a Mac it is the command key', () => {
  expect(machineOf({ mac: true })({ key: 'k', metaKey: true })).toBe('palette')
  expect(machineOf({ mac: true })({ key: 'k', ctrlKey: true })).toBe('none')
})

test('the palette opens from a text field, too', () => {
  expect(machineOf()({ key: 'k', ctrlKey: true, editable: true })).toBe('palette')
})

test('J repeats while it is held', () => {
  expect(machineOf()({ key: 'j', repeat: true })).toBe('next')
})

test('with single letters off, letters and sequences are silent and chords still work', () => {
  const press = machineOf({ singleLetters: false })
  expect(press({ key: 'e' })).toBe('none')
  expect(press({ key: 'g' })).toBe('none')
  expect(press({ key: 'z', ctrlKey: true })).toBe('undo')
  expect(press({ key: 'Enter' })).toBe('open')
})

test('G then M goes to mine, if the second comes soon', () => {
  const press = machineOf()
  expect(press({ key: 'g', at: 0 })).toBe('pending')
  expect(press({ key: 'm', at: 500 })).toBe('go-mine')
  expect(press({ key: 'g', at: 1000 })).toBe('pending')
  expect(press({ key: 'm', at: 9000 })).toBe('none')
})

test('a second key that ends no sequence means what it means alone', () => {
  const press = machineOf()
  press({ key: 'g', at: 0 })
  expect(press({ key: 'e', at: 100 })).toBe('resolve')
})
