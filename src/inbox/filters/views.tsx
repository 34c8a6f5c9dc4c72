import { CheckCheck, Clock, Hourglass, Inbox, Star, UserRound, UserRoundX } from 'lucide-react'
import { memo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { CLOSING_CAP } from '#contract/counts.ts'
import { searchOfUrl } from '#contract/inbox-url.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import type { CommandId } from '#inbox/commands/registry.ts'
import { useClosingCount, useCount } from '#inbox/data/hooks.ts'
import { classes } from '#inbox/ui/classes.ts'

export type View = Partial<InboxUrl> & Pick<InboxUrl, 'status'>

type Line = { key: string; Icon: unknown; commandId: CommandId; view: View }

const views = [
  { key: 'mine', Icon: UserRound, commandId: 'go-mine', view: { status: 'open', assignee: 'me' } },
  { key: 'unassigned', Icon: UserRoundX, commandId: 'go-unassigned', view: { status: 'open', assignee: 'none' } },
  { key: 'all', Icon: Inbox, commandId: 'go-open', view: { status: 'open' } },
  {
    key: 'closing',
    Icon: Hourglass,
    commandId: 'go-closing',
    view: { status: 'open', window: 'closing', sort: 'window' },
  },
  { key: 'starred', Icon: Star, commandId: 'go-starred', view: { status: 'all', starred: 'true' } },
  { key: 'pending', Icon: Clock, commandId: 'go-pending', view: { status: 'pending' } },
  { key: 'resolved', Icon: CheckCheck, commandId: 'go-resolved', view: { status: 'resolved' } },
] as const satisfies readonly Line[]

type ViewsProps = { url: InboxUrl; onView: (view: View) => void }

/** The searches of every day, one click each; opening a conversation draws none of them again. */
export const Views = memo(function Views({ url, onView }: ViewsProps) {
  const t = useTranslations('views')
  return (
    <nav aria-label={t('label')}>
      <ul className="flex flex-col gap-px">
        {views.map(({ key, Icon, commandId, view }) => {
          const isHere = isView(url, view)
          return (
            <li key={key}>
              <button
                type="button"
                aria-current={isHere ? 'page' : undefined}
                aria-keyshortcuts={ariaKeyshortcuts(commandId)}
                data-tip={t(key)}
                data-tip-keys={keysFor(commandId)}
                onClick={() => onView(view)}
                className={classes(
                  'flex h-7.5 w-full items-center gap-2.5 rounded-control border px-2 text-left pointer-coarse:h-11',
                  isHere
                    ? 'border-line bg-surface font-semibold'
                    : 'border-transparent text-ink-secondary hover:bg-hover hover:text-ink',
                )}
              >
                <Icon size={15} aria-hidden="true" className="shrink-0" />
                <span className="min-w-0 flex-1 truncate">{t(key)}</span>
                {key === 'closing' ? <ClosingCount /> : <ViewCount view={view} />}
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
})

const narrowing = ['assignee', 'window', 'sort', 'starred', 'connection', 'channel', 'account', 'q'] as const

function isView(url: InboxUrl, view: View): boolean {
  return url.status === view.status && narrowing.every((name) => url[name] === view[name])
}

function ViewCount({ view }: { view: View }) {
  const t = useTranslations('views')
  const format = useFormatter()
  const count = useCount(searchOfUrl(view))
  return count === null ? null : <Count shown={format.number(count)} words={t('count', { count })} />
}

/** Nobody counts to the end how much closes soon: beyond the cap there is too much of it in any case. */
function ClosingCount() {
  const t = useTranslations('views')
  const format = useFormatter()
  const count = useClosingCount()
  if (count === null) return null
  if (count < CLOSING_CAP) return <Count shown={format.number(count)} words={t('count', { count })} />
  const most = CLOSING_CAP - 1
  return <Count shown={t('more', { count: most })} words={t('countMore', { count: most })} />
}

function Count({ shown, words }: { shown: string; words: string }) {
  return (
    <span className="numeric text-small font-normal text-ink-faint">
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
