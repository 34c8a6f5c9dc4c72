import { useState } from 'react'
import type { KeyboardEvent } from 'react'

export type Option<V extends string = string> = { value: V; label: string }

const TYPING_MS = 700

/**
 * Which option of an open list is lit, moved by arrows, Home, End and typing. The focus stays on the list;
 * the lit option is told by aria-activedescendant.
 */
export function useOptions<V extends string>(options: readonly Option<V>[], chosen: V, pick: (value: V) => void) {
  const [lit, setLit] = useState(() =>
    Math.max(
      0,
      options.findIndex((option) => option.value === chosen),
    ),
  )
  const [typed, setTyped] = useState({ text: '', at: 0 })

  const onKeyDown = (event: KeyboardEvent) => {
    // The page's own keys must not see what is pressed here, Escape included.
    event.stopPropagation()
    const last = options.length - 1
    const steps: Record<string, number> = {
      ArrowDown: Math.min(last, lit + 1),
      ArrowUp: Math.max(0, lit - 1),
      Home: 0,
      End: last,
    }
    const step = steps[event.key]
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
    if (step !== undefined) setLit(step)
    else if (event.key === 'Enter' || event.key === ' ') {
      const option = options[lit]
      if (option !== undefined) pick(option.value)
    } else if (isLetter) {
      const text = event.timeStamp - typed.at < TYPING_MS ? typed.text + event.key : event.key
      setTyped({ text, at: event.timeStamp })
      const hit = options.findIndex((option) => option.label.toLowerCase().startsWith(text.toLowerCase()))
      if (hit >= 0) setLit(hit)
    } else return
    event.preventDefault()
  }
  return { lit, setLit, onKeyDown }
}
