import type { Command } from './command.ts'
import { isSingleCharacter, parseKeys } from './keymap.ts'
import type { Chord } from './keymap.ts'

/** What of a keydown event decides. */
export type KeyPress = {
  key: string
  code: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Whether the key that types the third character of a key is held. */
  altGraph: boolean
  repeat: boolean
  isComposing: boolean
  keyCode: number
  /** Whether the agent types into what has the focus. */
  editable: boolean
  /** Epoch ms. */
  at: number
}

export type KeyMachine = {
  /** The command that this press completes; `pending` when it may be the beginning of a sequence, `none` when it means nothing. */
  press: (press: KeyPress) => { type: 'run'; command: Command } | { type: 'pending' } | { type: 'none' }
}

export type KeyOptions = { mac: boolean; singleLetters: () => boolean }

const SEQUENCE_MS = 1200
/** What browsers report while an input method is at work, also for the keydown that Safari sends just after it ended. */
const IME_KEY_CODE = 229

/** Turns key presses into commands. Knows the keys and the time, not the page. */
export function createKeyMachine(commands: readonly Command[], { mac, singleLetters }: KeyOptions): KeyMachine {
  const bindings = commands.flatMap((command) => command.keys.map((keys) => ({ command, chords: parseKeys(keys) })))
  let begun: Chord[] = []
  let begunAt = 0

  return {
    press(press) {
      if (press.isComposing || press.keyCode === IME_KEY_CODE || isModifier(press.key)) return { type: 'none' }
      // Alt and AltGr type accents and letters on many keyboards, so nothing is bound to them; but a sign may need AltGr, as `[` does in German.
      if (press.altGraph ? !isSign(press.key) : press.altKey) return { type: 'none' }
      const chord = chordOf(press, mac)
      if (chord === null) return { type: 'none' }
      const typed = press.at - begunAt > SEQUENCE_MS ? [chord] : [...begun, chord]
      begun = []
      const found = lookUp(typed, press) ?? (typed.length > 1 ? lookUp([chord], press) : null)
      return found ?? { type: 'none' }
    },
  }

  function lookUp(typed: readonly Chord[], press: KeyPress): ReturnType<KeyMachine['press']> | null {
    const possible = bindings.filter(({ command, chords }) => {
      if (press.editable && command.global !== true) return false
      if (press.repeat && command.repeats !== true) return false
      if (!singleLetters() && chords.every(isSingleCharacter)) return false
      return typed.every((chord, at) => isSameChord(chords[at], chord))
    })
    const complete = possible.find(({ chords }) => chords.length === typed.length)
    if (complete !== undefined) return { type: 'run', command: complete.command }
    if (possible.length === 0) return null
    begun = [...typed]
    begunAt = press.at
    return { type: 'pending' }
  }
}

function chordOf(press: KeyPress, mac: boolean): Chord | null {
  // Windows reports AltGr as Ctrl and Alt together.
  const ctrl = press.ctrlKey && !press.altGraph
  const mod = mac ? press.metaKey : ctrl
  const other = mac ? ctrl : press.metaKey
  if (other) return null
  const key = latinKey(press)
  // For a character that itself needs Shift, as `?` does, Shift is part of the character and no key of its own.
  const shift = press.shiftKey && (key.length > 1 || /[a-z]/.test(key))
  return { mod, shift, key }
}

/** The key as bindings name it; on a layout without Latin letters, the letter that stands at its place. */
function latinKey({ key, code }: KeyPress): string {
  if (key.length !== 1) return key
  const lower = key.toLowerCase()
  if (lower.charCodeAt(0) < 128) return lower
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? lower
}

function isSameChord(bound: Chord | undefined, typed: Chord): boolean {
  return bound !== undefined && bound.mod === typed.mod && bound.shift === typed.shift && bound.key === typed.key
}

function isSign(key: string): boolean {
  return /^[!-/:-@[-`{-~]$/.test(key)
}

function isModifier(key: string): boolean {
  return (
    key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta' || key === 'AltGraph' || key === 'CapsLock'
  )
}
