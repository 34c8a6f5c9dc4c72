import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import type { Change } from '#contract/live-event.ts'
import { useDraft } from '#inbox/data/hooks.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { isEmpty, usePreviewWords } from '#inbox/words/use-preview-words.ts'

type RowPreviewProps = { conversation: Conversation; departure: Change | null }

/** The newest message in a line; or, of a row that no longer belongs, where it went and who did it. */
export function RowPreview({ conversation, departure }: RowPreviewProps) {
  const t = useTranslations('list')
  const leaving = useDeparture(conversation, departure)
  const draft = useDraft(conversation.id)
  const previewWords = usePreviewWords()
  if (leaving !== null) return <span className="min-w-0 flex-1 truncate text-ink-faint italic">{leaving}</span>

  if (draft !== '') {
    return (
      <span dir="auto" className="min-w-0 flex-1 truncate text-left text-ink-secondary">
        <span className="text-warning-ink">{t('draft')}</span> {draft}
      </span>
    )
  }
  const { preview, subject, unread_count: unread } = conversation
  const tone = unread > 0 ? 'text-ink' : 'text-ink-secondary'
  const line = previewWords(preview)
  if (line === null) {
    return (
      <span className="min-w-0 flex-1 truncate text-ink-faint">
        {presentable(subject) ?? (isEmpty(conversation) && t('noPreview'))}
      </span>
    )
  }
  const words = preview?.direction === 'outbound' ? t('you', { text: line }) : line
  // The direction of the text is its own, but the row's grid is not: right-to-left words start at the left edge too.
  return (
    <span dir="auto" className={`min-w-0 flex-1 truncate text-left ${tone}`}>
      {presentable(subject) !== null && <bdi className="font-medium">{subject} · </bdi>}
      {words}
    </span>
  )
}

function useDeparture(conversation: Conversation, departure: Change | null): string | null {
  const t = useTranslations('list')
  const names = useNames()
  if (departure === null) return null
  const { actor, field, to } = departure
  const name = names.assignee(conversation.assignee)
  if (field === 'removed') return t('leftRemoved')
  if (field !== 'status' && field !== 'assignee') return t('leftOther')
  if (actor.type === 'system') {
    // A catch-up brings the state without its story, so nobody is named.
    if (field === 'status') return t('leftNowStatus', { status: to ?? 'other' })
    return conversation.assignee === null ? t('leftNowUnassigned') : t('leftNowAssignee', { name })
  }
  const who = actor.type === 'vendor' ? t('someone') : names.person(actor.name)
  if (field === 'status') return t('leftByStatus', { status: to ?? 'other', who })
  return conversation.assignee === null ? t('leftUnassigned', { who }) : t('leftByAssignee', { name, who })
}
