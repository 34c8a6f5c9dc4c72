import { useQuery } from '@tanstack/react-query'
import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { fillReply, openVariable } from '#contract/canned-reply.ts'
import type { CannedReply, ReplyVariable } from '#contract/canned-reply.ts'
import { cannedRepliesQuery } from '#inbox/data/canned-replies.ts'
import { matchingReplies, slashAt } from './slash.ts'
import type { Slash } from './slash.ts'

type CannedReplies = {
  text: string
  field: RefObject<HTMLTextAreaElement | null>
  /** What is known of the variables. */
  values: Readonly<Partial<Record<ReplyVariable, string | null>>>
  onText: (text: string) => void
}

/**
 * The list of canned replies that a typed `/` opens: arrows move in it, Enter or Tab puts the lit one into the text, Escape closes it.
 * Enter or Tab before the list is there means the first one that fits: what was typed must not go to the customer as it stands.
 */
export function useCannedReplies({ text, field, values, onText }: CannedReplies) {
  const id = useId()
  const [typed, setTyped] = useState<Slash | null>(null)
  const awaited = useRef<Slash | null>(null)
  const [lit, setLit] = useState(0)
  // The text may have been changed by somebody else than the agent's keys.
  const slash = typed !== null && text.slice(typed.from, typed.to) === `/${typed.word}` ? typed : null
  const isOpen = slash !== null
  const { data, isPending, isError, refetch } = useQuery({ ...cannedRepliesQuery(), enabled: isOpen })
  const found = slash === null || data === undefined ? [] : matchingReplies(data, slash.word)
  const at = Math.min(lit, found.length - 1)

  const selection = useRef<[number, number] | null>(null)
  useLayoutEffect(() => {
    if (selection.current === null) return
    field.current?.setSelectionRange(...selection.current)
    selection.current = null
  })

  function follow(next: Slash | null): void {
    awaited.current = null
    setTyped(next)
  }

  function choose(reply: CannedReply | undefined): void {
    if (slash === null || reply === undefined) return
    const filled = fillReply(reply.text, values)
    onText(text.slice(0, slash.from) + filled + text.slice(slash.to))
    selection.current = selectionIn(filled, slash.from)
    follow(null)
  }

  async function chooseFirst(wanted: Slash): Promise<void> {
    awaited.current = wanted
    const { data: replies = [] } = await refetch({ cancelRefetch: false })
    const isAsItWas = awaited.current === wanted && field.current?.value === text
    if (isAsItWas) choose(matchingReplies(replies, wanted.word)[0])
  }

  function takesKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (!isOpen || ctrlKey || metaKey || altKey) return false
    if (key === 'Escape') follow(null)
    else if (shiftKey) return false
    else if (data === undefined && (key === 'Enter' || key === 'Tab')) void chooseFirst(slash)
    else if (found.length === 0) return false
    else if (key === 'ArrowDown') setLit((at + 1) % found.length)
    else if (key === 'ArrowUp') setLit((at - 1 + found.length) % found.length)
    else if (key === 'Enter' || key === 'Tab') choose(found[at])
    else return false
    return true
  }

  return {
    list: isOpen ? { id, found, lit: at, isPending, isError, light: setLit, choose } : null,
    takesKey,
    /** Call it with what is in the field after every change, and where the caret is. */
    look(next: string, caret: number) {
      follow(slashAt(next, caret))
      setLit(0)
    },
    close: () => follow(null),
    fieldProps: {
      'aria-autocomplete': 'list',
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': at >= 0 ? `${id}-${at}` : undefined,
    } as const,
  }
}

/** The first place that waits for words, else behind what was put in. */
function selectionIn(filled: string, start: number): [number, number] {
  const { from, to } = openVariable(filled) ?? { from: filled.length, to: filled.length }
  return [start + from, start + to]
}
