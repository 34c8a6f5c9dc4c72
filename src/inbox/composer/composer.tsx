import { Lock } from 'lucide-react'
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import type { ComponentProps, Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import type { WritingMode } from '#contract/draft.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import type { ComposerHandle } from '#inbox/commands/context.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { useWhenAttached } from '#inbox/data/writing/use-attachments.ts'
import { useChannel } from '#inbox/data/use-channel.ts'
import { hueOf } from '#inbox/lib/text.ts'
import { classes } from '#inbox/ui/classes.ts'
import { Kbd } from '#inbox/ui/kbd.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import type { BoxHandle } from './box-handle.ts'
import { CannotSend } from './cannot-send.tsx'
import { Colleagues } from './colleagues.tsx'
import { NoteBox } from './note-box.tsx'
import { ReplyBox } from './reply-box.tsx'
import { whyNot } from './why-not.ts'

type ComposerProps = {
  conversation: Conversation
  handle: Ref<ComposerHandle>
  /** Out of the field, with the draft kept. */
  onLeave: () => void
  /** What was written went off and its conversation is or will be resolved: on to the next one. */
  onDone: () => void
}

/**
 * Where an answer or a private note is written. Everything in it belongs to this conversation and no other: draw it with the
 * conversation's id as its key.
 */
export function Composer({ conversation, handle, onLeave, onDone }: ComposerProps) {
  const t = useTranslations('composer')
  const names = useNames()
  const { drafts, noteDrafts, draftSync } = useInbox()
  const { id, contact } = conversation
  const box = useRef<BoxHandle>(null)
  const [writing, setWriting] = useState<{ mode: WritingMode; isChosen: boolean }>(() => ({
    mode: drafts.get(id) === '' && noteDrafts.get(id) !== '' ? 'note' : 'reply',
    isChosen: false,
  }))
  const { mode } = writing
  useWhenAttached(id, () => write('reply'))
  const channel = useChannel(conversation)
  const vendor = conversation.connection.vendor_name
  const name = names.contact(conversation)
  const obstacle = whyNot(conversation, channel?.sends)

  function write(next: WritingMode): void {
    if (next === mode) box.current?.focus()
    else setWriting({ mode: next, isChosen: true })
  }

  const writeOn = useEffectEvent(write)
  useEffect(() => {
    const stops = [drafts.onPutBack(id, () => writeOn('reply')), noteDrafts.onPutBack(id, () => writeOn('note'))]
    return () => {
      for (const stop of stops) stop()
    }
  }, [id, drafts, noteDrafts])

  useEffect(() => draftSync.flush, [draftSync])

  useImperativeHandle(handle, () => ({
    write,
    hasFocus: () => box.current?.hasFocus() ?? false,
    send: (resolves) => box.current?.send(resolves),
    pickTemplate: box.current?.pickTemplate ?? null,
  }))

  useEffect(() => {
    if (writing.isChosen) box.current?.focus()
  }, [writing])

  const shared = { handle: box, name, onLeave, onDone }
  return (
    <section aria-label={t('label')} className="shrink-0 bg-sunken px-3 pb-3 sm:px-4 sm:pb-4">
      <Colleagues id={id} />
      <div
        className={classes(
          'rounded-card border',
          mode === 'note'
            ? 'border-dashed border-warning bg-warning-tint'
            : 'border-line bg-surface focus-within:border-line-field',
        )}
      >
        <div role="group" aria-label={t('modes')} className="flex min-w-0 gap-1 px-2 pt-1.5">
          <ModeButton command="reply" isOn={mode === 'reply'} onClick={() => write('reply')} className="min-w-0">
            <bdi
              className={classes('truncate', mode === 'reply' && 'border-b-2 pb-0.5')}
              style={{ borderColor: `oklch(var(--avatar-tone) ${hueOf(contact.id)})` }}
            >
              {t('to', { name })}
            </bdi>
          </ModeButton>
          <ModeButton command="note" isOn={mode === 'note'} onClick={() => write('note')} className="shrink-0">
            <Lock aria-hidden="true" size={13} />
            {t('note')}
          </ModeButton>
        </div>
        {mode === 'note' && <NoteBox id={id} {...shared} />}
        {mode === 'reply' && obstacle === null && (
          <ReplyBox conversation={conversation} channel={channel} vendor={vendor} {...shared} />
        )}
        {mode === 'reply' && obstacle !== null && (
          <CannotSend why={obstacle} vendor={vendor} channel={names.channel(conversation.channel)} />
        )}
      </div>
    </section>
  )
}

type ModeButtonProps = ComponentProps<'button'> & { command: 'reply' | 'note'; isOn: boolean }

function ModeButton({ command, isOn, children, className, ...rest }: ModeButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-keyshortcuts={ariaKeyshortcuts(command)}
      className={classes(
        'inline-flex h-7 items-center gap-1.5 rounded-control px-1.5 text-base pointer-coarse:h-10',
        isOn ? 'font-semibold text-ink' : 'text-ink-secondary hover:bg-hover hover:text-ink',
        className,
      )}
      {...rest}
    >
      {children}
      {!isOn && <Kbd keys={keysFor(command) ?? ''} />}
    </button>
  )
}
