import { isMac } from '#inbox/lib/platform.ts'
import { commandOf } from './registry.ts'
import type { CommandId } from './registry.ts'

/** One key press: what is held, and the key as `KeyboardEvent.key` names it, letters in lower case. */
export type Chord = { mod: boolean; shift: boolean; key: string }

/** Reads `Shift+j` or `g m`: the chords in the order in which they are pressed. */
export function parseKeys(keys: string): Chord[] {
  return keys.split(' ').map((chord) => {
    const parts = chord.split('+')
    const key = parts.at(-1) ?? ''
    return {
      mod: parts.includes('Mod'),
      shift: parts.includes('Shift'),
      key: key.length === 1 ? key.toLowerCase() : key,
    }
  })
}

/** Whether it is a bare character, which the off switch for single letters silences (WCAG 2.1.4). */
export function isSingleCharacter({ mod, key }: Chord): boolean {
  return !mod && key.length === 1
}

const SIGNS: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Enter: '↵',
  Escape: 'Esc',
}

function signOf({ mod, shift, key }: Chord, mac: boolean): string {
  const name = SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  const held = [mod ? (mac ? '⌘' : 'Ctrl') : '', shift ? (mac ? '⇧' : 'Shift') : ''].filter(Boolean)
  return [...held, name].join(mac ? '' : '+')
}

/** Keys as this platform writes them: `⌘K` or `Ctrl+K`, `G M` for one after the other. */
export function formatKeys(keys: string, mac: boolean = isMac()): string {
  return parseKeys(keys)
    .map((chord) => signOf(chord, mac))
    .join(' ')
}

/** A command's first key, ready to be shown; empty when it has none. */
export function keysFor(id: CommandId, mac: boolean = isMac()): string {
  const keys = commandOf(id)?.keys[0]
  return keys === undefined ? '' : formatKeys(keys, mac)
}

/** A command's keys for `aria-keyshortcuts`, which knows no sequences; undefined when there are none to name. */
export function ariaKeyshortcuts(id: CommandId, mac: boolean = isMac()): string | undefined {
  const single = (commandOf(id)?.keys ?? []).map(parseKeys).filter((chords) => chords.length === 1)
  const names = single.flat().map(({ mod, shift, key }) => {
    const held = [mod ? (mac ? 'Meta' : 'Control') : '', shift ? 'Shift' : ''].filter(Boolean)
    return [...held, key.length === 1 ? key.toUpperCase() : key].join('+')
  })
  return names.length === 0 ? undefined : names.join(' ')
}
