import { Lock } from 'lucide-react'
import { memo, useState } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Note } from '#contract/note.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { Button } from '#inbox/ui/button.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { MessageText } from './text/message-text.tsx'
import { focusMessages } from './focus-messages.ts'
import { NOTE_LOOK } from './note-look.ts'
import type { ShownNote } from './shown-note.ts'

type NoteRowProps = { id: string; note: ShownNote; rowRef: Ref<HTMLDivElement> }

/** What a colleague noted. */
export const NoteRow = memo(function NoteRow({ id, note, rowRef }: NoteRowProps) {
  const t = useTranslations('notes')
  const times = useTimes()
  const { person } = useNames()
  const { me } = useInbox()
  const [isAsking, setAsking] = useState(false)
  const { text, author, at, kept, queued } = note
  const canDelete = kept !== null && (kept.author.id === me.agent?.id || me.agent?.role === 'owner')
  return (
    <div ref={rowRef} data-key={id} className="flow-root pt-3">
      <div role="note" aria-label={t('by', { name: person(author?.name) })} className={NOTE_LOOK}>
        <p className="flex items-center gap-1.5 text-small text-warning-ink">
          <Lock aria-hidden="true" size={12} className="shrink-0" />
          <span className="shrink-0 font-medium">{t('private')}</span>
          {author !== null && <bdi className="min-w-0 truncate">{person(author.name)}</bdi>}
          {canDelete && !isAsking && (
            <button
              type="button"
              onClick={() => setAsking(true)}
              className="ml-auto shrink-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:underline pointer-coarse:opacity-100"
            >
              {t('delete')}
            </button>
          )}
          <time
            dateTime={at}
            data-tip={times.full(at)}
            className={classes('numeric shrink-0', (!canDelete || isAsking) && 'ml-auto')}
          >
            {times.clock(at)}
          </time>
        </p>
        <div className="text-thread">
          <MessageText text={text} end={null} />
        </div>
        {queued?.state === 'sending' && <p className="text-small text-ink-secondary">{t('waiting')}</p>}
        {queued?.state === 'refused' && <RefusedNote note={queued} />}
        {isAsking && kept !== null && <DeleteNote note={kept} onAsk={setAsking} />}
      </div>
    </div>
  )
})

function RefusedNote({ note }: { note: NonNullable<ShownNote['queued']> }) {
  const t = useTranslations('notes')
  const { notes, noteDrafts } = useInbox()
  function edit(): void {
    const taken = notes.takeBack(note.key)
    if (taken !== undefined) noteDrafts.putBack(taken.conversationId, taken.text)
  }
  return (
    <div onClickCapture={focusMessages} className="mt-1 flex flex-wrap items-center justify-end gap-1.5">
      <p className="mr-auto text-small text-bad-ink">{t('refused', { code: note.code ?? '' })}</p>
      <Button onClick={() => notes.tryAgain(note.key)}>{t('retry')}</Button>
      <Button onClick={edit}>{t('edit')}</Button>
    </div>
  )
}

const takeFocus = (button: HTMLButtonElement | null) => button?.focus()

/** A note is gone for everybody, so it takes two presses. */
function DeleteNote({ note, onAsk }: { note: Note; onAsk: (asks: boolean) => void }) {
  const t = useTranslations('notes')
  const { notes } = useInbox()
  return (
    <div onClickCapture={focusMessages} className="mt-1 flex flex-wrap justify-end gap-1.5">
      <Button onClick={() => onAsk(false)}>{t('keep')}</Button>
      <Button look="danger" ref={takeFocus} onClick={() => notes.remove(note)}>
        {t('deleteNow')}
      </Button>
    </div>
  )
}
