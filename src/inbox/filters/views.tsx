import { CheckCheck, Clock, Inbox, UserRound, UserRoundX } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { searchOfUrl } from '#contract/inbox-url.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import type { CommandId } from '#inbox/commands/registry.ts'
import { useCount } from '#inbox/data/hooks.ts'
import { classes } from '#inbox/ui/classes.ts'

export type View = Pick<InboxUrl, 'status' | 'assignee'>

const views = [
  { key: 'mine', Icon: UserRound, commandId: 'go-mine', view: { status: 'open', assignee: 'me' } },
  { key: 'unassigned', Icon: UserRoundX, commandId: 'go-unassigned', view: { status: 'open', assignee: 'none' } },
  { key: 'all', Icon: Inbox, commandId: 'go-open', view: { status: 'open', assignee: undefined } },
  { key: 'pending', Icon: Clock, commandId: 'go-pending', view: { status: 'pending', assignee: undefined } },
  { key: 'resolved', Icon: CheckCheck, commandId: 'go-resolved', view: { status: 'resolved', assignee: undefined } },
] as const satisfies readonly { key: string; Icon: unknown; commandId: CommandId; view: View }[]

type ViewsProps = { url: InboxUrl; onView: (view: View) => void }

/** The searches of every day, one click each. */
export function Views({ url, onView }: ViewsProps) {
  const t = useTranslations('views')
  return (
    <nav aria-label={t('label')}>
      <ul className="flex flex-col gap-px">
        {views.map(({ key, Icon, commandId, view }) => {
          const isHere =
            url.status === view.status &&
            url.assignee === view.assignee &&
            url.account === undefined &&
            url.q === undefined
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
                <ViewCount view={view} />
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function ViewCount({ view }: { view: View }) {
  const t = useTranslations('views')
  const format = useFormatter()
  const count = useCount(searchOfUrl({ ...view, account: undefined, q: undefined }))
  if (count === null) return null
  return (
    <span className="numeric text-small font-normal text-ink-faint">
      <span aria-hidden="true">{format.number(count)}</span>
      <span className="sr-only">{t('count', { count })}</span>
    </span>
  )
}
