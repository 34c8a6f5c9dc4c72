import { useImperativeHandle, useRef } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { useNoteDraft } from '#inbox/data/writing/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { Button } from '#inbox/ui/button.tsx'
import type { BoxHandle } from './box-handle.ts'
import { WritingField } from './writing-field.tsx'

/** As long as the gateway takes one. */
const MOST_TEXT = 10_000

type NoteBoxProps = {
  id: string
  name: string
  handle: Ref<BoxHandle>
  onLeave: () => void
  /** The note is written and its conversation resolved: on to the next one. */
  onDone: () => void
}

/** Where a private note is written. Nothing in here can send anything to a customer. */
export function NoteBox({ id, name, handle, onLeave, onDone }: NoteBoxProps) {
  const t = useTranslations('composer')
  const { notes, noteDrafts, presence, setStatus } = useInbox()
  const text = useNoteDraft(id)
  const field = useRef<HTMLTextAreaElement>(null)
  const tooMany = text.length - MOST_TEXT
  const canWrite = text.trim() !== '' && tooMany <= 0

  function write(resolves: boolean): void {
    if (!canWrite) return
    notes.write({ conversationId: id, text })
    noteDrafts.set(id, '')
    presence.rested()
    if (!resolves) return
    setStatus([id], 'resolved')
    onDone()
  }

  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    hasFocus: () => field.current !== null && document.activeElement === field.current,
    send: write,
    pickTemplate: null,
  }))

  return (
    <>
      <WritingField
        fieldRef={field}
        text={text}
        onText={(next) => {
          noteDrafts.set(id, next)
          presence.typed(id)
        }}
        onEnter={() => write(false)}
        onLeave={onLeave}
        aria-label={t('noteOn', { name })}
        aria-describedby={`${id}-note-hint`}
        aria-invalid={tooMany > 0}
        placeholder={t('notePlaceholder')}
      />
      <div className="flex items-center gap-2 px-2 pb-2">
        <p id={`${id}-note-hint`} role="status" className="min-w-0 flex-1 truncate px-1 text-small text-ink-secondary">
          {tooMany > 0 ? <span className="text-bad-ink">{t('tooLong', { count: tooMany })}</span> : t('noteHint')}
        </p>
        <Button
          look="note"
          disabled={!canWrite}
          onClick={() => write(false)}
          keys={keysFor('send')}
          aria-keyshortcuts={ariaKeyshortcuts('send')}
        >
          {t('addNote')}
        </Button>
      </div>
    </>
  )
}
