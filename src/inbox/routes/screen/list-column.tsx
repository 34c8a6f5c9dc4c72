import { Command, Menu } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { InboxUrl } from '#contract/inbox-url.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { keysFor } from '#inbox/commands/keymap.ts'
import { FilterBar } from '#inbox/filters/filter-bar.tsx'
import { lazily } from '#inbox/lib/lazily.ts'
import { ListPane } from '#inbox/list/list-pane.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { ErrorBoundary } from '#inbox/ui/error-boundary.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Mark } from '#inbox/ui/mark.tsx'
import { useMedia } from '#inbox/ui/use-media.ts'
import { BrokenPane } from './broken-pane.tsx'
import { LIST_WIDTHS, readListWidth, rememberListWidth } from './list-width.ts'
import { runCommand } from './run-command.ts'
import type { Go } from './use-go.ts'
import type { usePaneFocus } from './use-pane-focus.ts'

/** Nobody widens a list that is not there yet. */
const Resizer = lazily(async () => (await import('#inbox/ui/resizer.tsx')).Resizer)

type ListColumnProps = {
  context: CommandContext
  url: InboxUrl
  go: Go
  focus: ReturnType<typeof usePaneFocus>
  onMenu: () => void
}

/** Filters and list, as wide as the agent pulled them; the whole page on a small screen while nothing is open. */
export function ListColumn({ context, url, go, focus, onMenu }: ListColumnProps) {
  const t = useTranslations()
  const isOnePane = !useMedia('(min-width: 700px)')
  const [width, setWidth] = useState(() => readListWidth())
  const { inbox, me, openId, search } = context
  const resize = (next: number) => {
    setWidth(next)
    rememberListWidth(next)
  }
  const open = (id: string) => {
    inbox.selection.activate(id)
    go.open(id)
  }
  return (
    <section
      // Alone on a small screen it is what the page is about.
      role={isOnePane && openId === null ? 'main' : undefined}
      aria-label={t('frame.list')}
      style={isOnePane ? undefined : { width }}
      className={classes(
        'relative flex min-w-0 flex-col border-r border-line bg-surface max-md:flex-1 max-md:border-r-0 md:max-w-[46vw] md:shrink-0',
        openId !== null && 'max-md:hidden',
      )}
    >
      <div className="flex h-11 shrink-0 items-center gap-2 px-2 lg:hidden">
        <IconButton label={t('views.open')} onClick={onMenu}>
          <Menu size={17} aria-hidden="true" />
        </IconButton>
        <Mark />
        <span className="flex-1 text-title font-semibold">Sigap</span>
        <IconButton label={t('views.palette')} keys={keysFor('palette')} onClick={() => context.ui.palette('commands')}>
          <Command size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <ErrorBoundary renderBroken={(retry) => <BrokenPane pane="list" onRetry={retry} />}>
        <FilterBar
          url={url}
          onChange={go.filter}
          onLeave={focus.focusList}
          searchRef={focus.search}
          onNew={context.ui.newConversation}
        />
        <ListPane
          search={search}
          openId={openId}
          me={me.agent}
          listRef={focus.list}
          onOpen={open}
          onCommand={(id) => runCommand(id, context)}
          onClearFilters={() => go.view({ status: url.status })}
          onRetry={focus.focusList}
          onWiden={() => go.filter({ connection: undefined, channel: undefined, account: undefined })}
        />
      </ErrorBoundary>
      <div className="max-md:hidden">
        <Suspense fallback={null}>
          <Resizer label={t('frame.resizeList')} width={width} {...LIST_WIDTHS} onResize={resize} />
        </Suspense>
      </div>
    </section>
  )
}
