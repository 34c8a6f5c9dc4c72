import { useEffect, useEffectEvent } from 'react'
import { preferences } from '#inbox/data/preferences.ts'
import { isMac } from '#inbox/lib/platform.ts'
import type { CommandContext } from './context.ts'
import { createKeyMachine } from './key-machine.ts'
import { commands } from './registry.ts'

/** The page's one keydown listener. Each press reads the context anew, so a command never acts on what was on the screen before. */
export function useKeys(context: CommandContext): void {
  const current = useEffectEvent(() => context)

  useEffect(() => {
    const machine = createKeyMachine(commands, { mac: isMac(), singleLetters: () => preferences.get().shortcuts })
    const onKeyDown = (event: KeyboardEvent) => {
      // Whoever is closer to the key, an open menu or dialog, has had it already.
      if (event.defaultPrevented) return
      const { key, code, shiftKey, ctrlKey, metaKey, altKey, repeat, isComposing, keyCode } = event
      const held = { shiftKey, ctrlKey, metaKey, altKey, altGraph: event.getModifierState('AltGraph') }
      const editable = isEditable(event.target)
      const outcome = machine.press({ key, code, ...held, repeat, isComposing, keyCode, editable, at: event.timeStamp })
      if (outcome.type === 'none') return
      if (outcome.type === 'pending') {
        event.preventDefault()
        return
      }
      const { command } = outcome
      if (keepsOwnKey(event.target, key) || !command.when(current())) return
      event.preventDefault()
      command.run(current())
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'submit', 'reset'].includes(target.type)
}

/** Enter on a button presses that button, and arrows in a menu walk through that menu. */
function keepsOwnKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  if (key === 'Enter') return target.closest('button, a[href], summary, [role="button"], [role="menuitem"]') !== null
  return (
    key.startsWith('Arrow') &&
    target.closest('[role="menu"], [role="radiogroup"], [role="tablist"], [role="slider"]') !== null
  )
}
