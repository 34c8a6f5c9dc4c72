import { useTranslations } from 'use-intl'
import type { Change } from '#contract/live-event.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { useTimes } from '#inbox/words/use-times.ts'

/** What others did that the author of a held message had not seen. */
export function News({ changes }: { changes: readonly Change[] }) {
  const t = useTranslations('outgoing')
  const times = useTimes()
  const { person } = useNames()
  const sentence = ({ field, to, actor }: Change) => {
    const who = actor.type === 'vendor' || actor.type === 'system' ? t('someone') : person(actor.name)
    if (field === 'message') return to === 'inbound' ? t('customerWrote') : t('answered', { who })
    if (field === 'note') return t('noted', { who })
    if (field === 'status') return t('status', { who, status: to ?? 'other' })
    return to === null ? t('unassigned', { who }) : t('assigned', { who })
  }
  return (
    <div role="status" className="anywhere overflow-clip rounded-control bg-warning-tint px-3 py-2 text-base">
      <p className="font-medium">{t('held')}</p>
      {changes.length === 0 && <p>{t('changed')}</p>}
      <ul>
        {changes.map((change) => (
          <li key={change.seq}>
            {sentence(change)} <span className="numeric text-ink-secondary">{times.clock(change.at)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
