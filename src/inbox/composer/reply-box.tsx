import { useImperativeHandle, useRef, useState } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { useDraft } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { Button } from '#inbox/ui/button.tsx'
import type { BoxHandle } from './box-handle.ts'
import { TemplatePicker } from './template-picker.tsx'
import { useWindowState } from './use-window-state.ts'
import { WritingField } from './writing-field.tsx'

type ReplyBoxProps = {
  conversation: Conversation
  /** What its connection can send; undefined while that is not known. */
  sends: NonNullable<Connection['sends']> | undefined
  name: string
  handle: Ref<BoxHandle>
  onLeave: () => void
  /** The message went off and its conversation will be resolved: on to the next one. */
  onDone: () => void
}

/** Says how near the end of a text is, once that is worth saying. */
const NEAR = 200

/** Where an answer to the customer is written: the draft, the recipient, and what becomes of the message. */
export function ReplyBox({ conversation, sends, name, handle, onLeave, onDone }: ReplyBoxProps) {
  const t = useTranslations('composer')
  const { drafts, outgoing, presence } = useInbox()
  const { id } = conversation
  const text = useDraft(id)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isPicking, setPicking] = useState(false)
  const windowState = useWindowState(conversation.window_closes_at)
  const needsTemplate = sends?.window === true && windowState === 'closed'
  const left = (sends?.max_text ?? Number.POSITIVE_INFINITY) - text.length
  const canSend = needsTemplate || (text.trim() !== '' && left >= 0)

  function send(resolves: boolean): void {
    if (!canSend) return
    if (needsTemplate) {
      setPicking(true)
      return
    }
    outgoing.submit({ conversationId: id, body: { text }, text, resolves })
    drafts.set(id, '')
    presence.rested()
    if (resolves) onDone()
  }

  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    hasFocus: () => field.current !== null && document.activeElement === field.current,
    send,
    pickTemplate: sends?.templates === true ? () => setPicking(true) : null,
  }))

  return (
    <>
      <WritingField
        fieldRef={field}
        text={text}
        onText={(next) => {
          drafts.set(id, next)
          presence.typed(id)
        }}
        onEnter={() => send(false)}
        onLeave={onLeave}
        aria-label={t('to', { name })}
        aria-describedby={`${id}-hint`}
        aria-invalid={left < 0}
        placeholder={needsTemplate ? t('closedPlaceholder') : t('placeholder')}
      />
      <div className="flex items-center gap-2 px-2 pb-2">
        <p id={`${id}-hint`} role="status" className="min-w-0 flex-1 truncate px-1 text-small text-ink-faint">
          {left < 0 && <span className="text-bad-ink">{t('tooLong', { count: -left })}</span>}
          {left >= 0 && left <= NEAR && t('left', { count: left })}
          {left > NEAR && needsTemplate && t('closed')}
          {left > NEAR && !needsTemplate && !drafts.isKept(id) && t('notKept')}
        </p>
        {sends?.templates === true && !needsTemplate && (
          <Button
            look="quiet"
            onClick={() => setPicking(true)}
            keys={keysFor('template')}
            aria-keyshortcuts={ariaKeyshortcuts('template')}
          >
            {t('template')}
          </Button>
        )}
        <Button
          look="primary"
          disabled={!canSend}
          onClick={() => send(false)}
          keys={keysFor('send')}
          aria-keyshortcuts={ariaKeyshortcuts('send')}
        >
          {needsTemplate ? t('sendTemplate') : t('send')}
        </Button>
      </div>
      {isPicking && <TemplatePicker conversation={conversation} draft={text} onClose={() => setPicking(false)} />}
    </>
  )
}
