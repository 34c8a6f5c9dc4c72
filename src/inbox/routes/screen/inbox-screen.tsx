import { getRouteApi, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { searchOfUrl } from '#contract/inbox-url.ts'
import { useKeys } from '#inbox/commands/use-keys.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { targetsOf } from '#inbox/commands/targets.ts'
import { usePreferences } from '#inbox/data/hooks.ts'
import { useMedia } from '#inbox/ui/use-media.ts'
import { Banners } from '../banners/banners.tsx'
import { DetailsColumn } from './details-column.tsx'
import { rememberView } from './last-view.ts'
import { ListColumn } from './list-column.tsx'
import { Popups } from './popups.tsx'
import { Sidebar } from './sidebar.tsx'
import { Started } from './started.tsx'
import { ThreadColumn } from './thread-column.tsx'
import { LateToasts } from './late-toasts.tsx'
import { useGo } from './use-go.ts'
import { usePaneFocus } from './use-pane-focus.ts'
import { useNewConversation } from './use-new-conversation.ts'
import { usePopups } from './use-popups.ts'
import { useTabTitle } from './use-tab-title.ts'
import { useComposer } from './use-composer.ts'
import { useDetailsToggle } from './use-details-toggle.ts'

const route = getRouteApi('/agent/inbox')

/** The inbox: views, list, thread, details, and what lies in front of them. */
export function InboxScreen() {
  const { me, inbox } = route.useRouteContext()
  const url = route.useSearch()
  const openId = useParams({ strict: false, select: ({ id }) => id ?? null })
  const focus = usePaneFocus(openId)
  const popups = usePopups(inbox)
  const go = useGo(focus.expectThread)
  const isWide = useMedia('(min-width: 1240px)')
  const toggleDetails = useDetailsToggle(isWide, popups)
  const search = searchOfUrl(url)
  const composer = useComposer(openId, inbox)
  const newConversation = useNewConversation(popups.show)
  const context: CommandContext = {
    inbox,
    me,
    search,
    openId,
    go,
    ui: {
      palette: (mode) => popups.show(mode, targetsOf(context)),
      help: () => popups.show('help'),
      focusSearch: focus.focusSearch,
      toggleDetails,
      newConversation,
      composer: () => composer.current(),
      write: composer.write,
      copy: isSecureContext ? (text) => navigator.clipboard.writeText(text) : null,
    },
  }
  useKeys(context)
  useTabTitle()

  useEffect(() => rememberView(url), [url])
  useEffect(() => {
    if (openId !== null) inbox.selection.activate(openId)
  }, [inbox, openId])

  const { details } = usePreferences()
  const hasDetails = isWide && details && openId !== null
  return (
    <div className="flex h-dvh flex-col bg-canvas">
      <Banners onFaults={() => popups.show('faults')} />
      <div className="flex min-h-0 flex-1">
        <div className="flex w-49 shrink-0 border-r border-line max-lg:hidden">
          <Sidebar
            url={url}
            onView={go.view}
            onPalette={() => popups.show('commands')}
            onHelp={() => popups.show('help')}
          />
        </div>
        <ListColumn context={context} url={url} go={go} focus={focus} onMenu={() => popups.show('views')} />
        <ThreadColumn
          context={context}
          threadRef={focus.thread}
          composerRef={composer.ref}
          onAssign={(id) => popups.show('assign', [id])}
        />
        {hasDetails && <DetailsColumn id={openId} go={go} onClose={toggleDetails} />}
      </div>
      <Popups popups={popups} context={context} url={url} />
      {newConversation !== null && <Started onOpen={go.open} onLook={newConversation} />}
      <LateToasts context={context} room={hasDetails ? 'details' : openId === null ? 'corner' : 'over-composer'} />
    </div>
  )
}
