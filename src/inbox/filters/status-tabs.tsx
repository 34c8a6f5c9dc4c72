import { useFormatter, useTranslations } from 'use-intl'
import { searchOfUrl, statusFilters } from '#contract/inbox-url.ts'
import type { InboxUrl, StatusFilter } from '#contract/inbox-url.ts'
import { useCount } from '#inbox/data/hooks.ts'
import { classes } from '#inbox/ui/classes.ts'

/** From here on four numbers in full no longer fit beside each other. */
const MANY = 1000

type StatusTabsProps = { url: InboxUrl; onStatus: (status: StatusFilter) => void }

/** The statuses, each with how many conversations it would show under the other filters. */
export function StatusTabs({ url, onStatus }: StatusTabsProps) {
  const t = useTranslations('filters')
  return (
    <fieldset aria-label={t('status')} className="-ml-1 flex min-w-0 gap-0.5">
      {statusFilters.map((status) => (
        <StatusTab key={status} url={{ ...url, status }} isChosen={status === url.status} onChoose={onStatus} />
      ))}
    </fieldset>
  )
}

type StatusTabProps = { url: InboxUrl; isChosen: boolean; onChoose: (status: StatusFilter) => void }

function StatusTab({ url, isChosen, onChoose }: StatusTabProps) {
  const t = useTranslations('status')
  const views = useTranslations('views')
  const format = useFormatter()
  const count = useCount(searchOfUrl(url))
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(url.status)}
      className={classes(
        // Where a number does not fit, it wraps out of sight, before a word is cut.
        'flex h-lh min-w-min flex-wrap gap-x-1.5 overflow-hidden rounded-control px-2 leading-7 pointer-coarse:leading-11',
        isChosen ? 'bg-accent-tint font-medium text-accent' : 'text-ink-secondary hover:bg-hover hover:text-ink',
      )}
    >
      <span className="truncate">{t(url.status)}</span>
      {count !== null && (
        <span className={classes('numeric', !isChosen && 'text-ink-faint')}>
          <span aria-hidden="true">{format.number(count, count < MANY ? {} : { notation: 'compact' })}</span>
          <span className="sr-only">{views('count', { count })}</span>
        </span>
      )}
    </button>
  )
}
