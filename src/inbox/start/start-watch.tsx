import { useEffect, useEffectEvent, useRef } from 'react'
import type { FirstMessage } from '#contract/first-message.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import type { Toast, ToastAction } from '#inbox/data/toasts.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { stageOf } from './stage.ts'
import type { Stage } from './stage.ts'
import { useStarted } from './use-started.ts'

type StartWatchProps = {
  onOpen: (conversationId: string) => void
  /** To where all of them stand, with their reasons. */
  onLook: () => void
}

const kinds: Record<Stage, Toast['kind']> = {
  under_way: 'info',
  arrived: 'info',
  existed: 'conflict',
  failed: 'refused',
  lost: 'refused',
}

/** Tells the agent how the conversations stand that they started, also after a reload. Draws nothing, and moves nothing. */
export function StartWatch({ onOpen, onLook }: StartWatchProps) {
  const { toasts } = useInbox()
  const names = useNames()
  const { messages, discard } = useStarted()
  const told = useRef(new Map<string, Stage>())

  const leave = (id: string, conversationId: string) => {
    discard(id)
    onOpen(conversationId)
  }
  const look: ToastAction = { labelKey: 'start.look', run: onLook }
  const tell = useEffectEvent((message: FirstMessage) => {
    const stage = stageOf(message)
    if (told.current.get(message.id) === stage) return
    told.current.set(message.id, stage)
    const { id, conversation_id: conversationId, to } = message
    const open = () => conversationId !== null && leave(id, conversationId)
    const action = conversationId === null ? look : { labelKey: 'start.open', run: open }
    toasts.push({
      kind: kinds[stage],
      key: `start:${id}`,
      message: { key: `start.told_${stage}`, values: { number: names.phone(to) } },
      ...(stage === 'under_way' ? {} : { action }),
    })
    // It is told once: from here on its conversation shows how it goes on.
    if (stage === 'arrived') discard(id)
  })

  useEffect(() => {
    for (const message of messages) tell(message)
  }, [messages])
  return null
}
