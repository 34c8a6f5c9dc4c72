import { useQuery } from '@tanstack/react-query'
import { useImperativeHandle, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import type { ComposerHandle } from '#inbox/commands/context.ts'
import { useDraft, usePreferences } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { hueOf } from '#inbox/lib/text.ts'
import { Button } from '#inbox/ui/button.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { CannotSend } from './cannot-send.tsx'
import { Colleagues } from './colleagues.tsx'
import { TemplatePicker } from './template-picker.tsx'
import { useWindowState } from './use-window-state.ts'
import { whyNot } from './why-not.ts'

type ComposerProps = {
  conversation: Conversation
  handle: Ref<ComposerHandle>
  /** Out of the field, with the draft kept. */
  onLeave: () => void
  /** The message went off and its conversation will be resolved: on to the next one. */
  onDone: () => void
}

/** Says how near the end of a text is, once that is worth saying. */
const NEAR = 200
/** Where the browser does not size a field by its text. */
const MOST_ROWS = 10

/**
 * Where an answer is written. Everything in it belongs to this conversation and no other: the draft, the recipient, and what becomes of
 * the message.
 */
export function Composer({ conversation, handle, onLeave, onDone }: ComposerProps) {
  const t = useTranslations('composer')
  const names = useNames()
  const { drafts, outgoing, presence } = useInbox()
  const { enterSends } = usePreferences()
  const { id, contact } = conversation
  const text = useDraft(id)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isPicking, setPicking] = useState(false)
  const windowState = useWindowState(conversation.window_closes_at)
  const { data: connections } = useQuery(connectionsQuery())
  const sends = connections?.find((connection) => connection.id === conversation.connection.id)?.sends
  const name = names.contact(conversation)
  const obstacle = whyNot(conversation, sends)
  const needsTemplate = sends?.window === true && windowState === 'closed'
  const left = (sends?.max_text ?? Number.POSITIVE_INFINITY) - text.length
  const canSend = obstacle === null && (needsTemplate || (text.trim() !== '' && left >= 0))

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
    pickTemplate: sends?.templates === true && obstacle === null ? () => setPicking(true) : null,
  }))

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // An input method is still composing; Safari says so only by the key code.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onLeave()
    }
    const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey
    if (enterSends && isPlainEnter) {
      event.preventDefault()
      if (!event.repeat) send(false)
    }
  }

  if (obstacle !== null) return <CannotSend why={obstacle} vendor={names.vendor(conversation.connection.vendor)} />
  return (
    <section aria-label={t('label')} className="shrink-0 bg-sunken px-3 pb-3 sm:px-4 sm:pb-4">
      <Colleagues id={id} />
      <div className="rounded-card border border-line bg-surface focus-within:border-line-field">
        <p className="flex px-3 pt-2 text-base font-semibold">
          <bdi
            className="truncate border-b-2 pb-1"
            style={{ borderColor: `oklch(var(--avatar-tone) ${hueOf(contact.id)})` }}
          >
            {t('to', { name })}
          </bdi>
        </p>
        <textarea
          key={id}
          ref={field}
          dir="auto"
          rows={Math.min(MOST_ROWS, text.split('\n').length)}
          value={text}
          aria-label={t('to', { name })}
          aria-describedby={`${id}-hint`}
          aria-invalid={left < 0}
          placeholder={needsTemplate ? t('closedPlaceholder') : t('placeholder')}
          onChange={(event) => {
            drafts.set(id, event.currentTarget.value)
            presence.typed(id)
          }}
          onKeyDown={onKeyDown}
          className="block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-3 py-1.5 text-thread outline-none [field-sizing:content] placeholder:text-ink-faint"
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
      </div>
      {isPicking && <TemplatePicker conversation={conversation} draft={text} onClose={() => setPicking(false)} />}
    </section>
  )
}
