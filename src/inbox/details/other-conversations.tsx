import { useTranslations } from 'use-intl'
import { useConversation, useSideList } from '#inbox/data/hooks.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Skeleton } from '#inbox/ui/skeleton.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { isEmpty, usePreviewWords } from '#inbox/words/use-preview-words.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { Group } from './line.tsx'
import { StatusDot } from './status-dot.tsx'

type OtherConversationsProps = { id: string; contactId: string; now: number; onOpen: (id: string) => void }

/** What else the same contact wrote about. */
export function OtherConversations({ id, contactId, now, onOpen }: OtherConversationsProps) {
  const t = useTranslations('details')
  const common = useTranslations('common')
  const list = useSideList({ contact_id: contactId })
  const others = list.ids.filter((other) => other !== id)
  return (
    <Group title={t('others')}>
      {list.phase === 'loading' && <Skeleton className="my-2 w-40" />}
      {list.phase === 'error' && (
        <p role="alert" className="flex items-center justify-between gap-2 text-ink-secondary">
          {t('othersError')}
          <Button onClick={list.retry}>{common('retry')}</Button>
        </p>
      )}
      {list.phase === 'ready' && others.length === 0 && <p className="text-ink-faint">{t('othersNone')}</p>}
      <ul className="-mx-2">
        {others.map((other) => (
          <OtherConversation key={other} id={other} now={now} onOpen={onOpen} />
        ))}
      </ul>
    </Group>
  )
}

function OtherConversation({ id, now, onOpen }: { id: string; now: number; onOpen: (id: string) => void }) {
  const t = useTranslations()
  const times = useTimes()
  const names = useNames()
  const previewWords = usePreviewWords()
  const conversation = useConversation(id)
  if (conversation === undefined) return null
  const { status, preview, subject, channel, last_message_at: at, created_at: created } = conversation
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(id)}
        className="flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left hover:bg-hover"
      >
        <StatusDot status={status} />
        <span className="sr-only">{t(`status.${status}`)}</span>
        <span dir="auto" className="min-w-0 flex-1 truncate text-left">
          {previewWords(preview) ??
            presentable(subject) ??
            (isEmpty(conversation) ? t('list.noPreview') : names.channel(channel))}
        </span>
        <span className="numeric shrink-0 text-small text-ink-faint">{times.age(at ?? created, now)}</span>
      </button>
    </li>
  )
}
