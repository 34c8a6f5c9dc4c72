import { lazy, Suspense, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { Assignee, Status } from '#contract/conversation.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { actAndFollow } from '#inbox/commands/conversation-commands.ts'
import type { View } from '#inbox/filters/views.tsx'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { withWords } from '#inbox/words/word-shelf.ts'
import { DetailsDrawer } from './details-column.tsx'
import { Sidebar } from './sidebar.tsx'
import type { usePopups } from './use-popups.ts'

const loaders = {
  commands: () => withWords(import('#inbox/palette/command-palette.tsx')),
  assign: () => withWords(import('./assign-to.tsx')),
  status: () => withWords(import('#inbox/palette/status-palette.tsx')),
  help: () => withWords(import('#inbox/palette/cheat-sheet.tsx')),
  start: () => withWords(import('./start-part.tsx')),
}
const CommandPalette = lazy(async () => ({ default: (await loaders.commands()).CommandPalette }))
const AssignTo = lazy(async () => ({ default: (await loaders.assign()).AssignTo }))
const StatusPalette = lazy(async () => ({ default: (await loaders.status()).StatusPalette }))
const StartPart = lazy(async () => ({ default: (await loaders.start()).StartPart }))
const CheatSheet = lazy(async () => ({ default: (await loaders.help()).CheatSheet }))

/** Only the demo has it, so nobody fetches it before it is asked for. */
const VendorFaultsPanel = lazy(async () => ({
  default: (await withWords(import('./vendor-faults-panel.tsx'))).VendorFaultsPanel,
}))

type PopupsProps = { popups: ReturnType<typeof usePopups>; context: CommandContext; url: InboxUrl }

/** What lies in front. The rarely used parts are fetched while the agent reads, so that they open at once. */
export function Popups(props: PopupsProps) {
  const t = useTranslations('common')
  const { popup, hide } = props.popups

  useEffect(() => {
    const timer = setTimeout(() => void Promise.allSettled(Object.values(loaders).map((load) => load())), 1500)
    return () => clearTimeout(timer)
  }, [])

  if (popup === null) return null
  // The empty dialog takes what is typed meanwhile, else those letters would be keys of the list.
  const waiting = (
    <Dialog label={t('loading')} onClose={hide} shape="top">
      <p className="p-4 text-ink-faint">{t('loading')}</p>
    </Dialog>
  )
  return (
    <Suspense fallback={waiting}>
      <PopupContent {...props} />
    </Suspense>
  )
}

function PopupContent({ popups: { popup, show, hide }, context, url }: PopupsProps) {
  const t = useTranslations('views')
  const { inbox, me, openId, go } = context
  if (popup === null) return null
  const { kind, targets } = popup
  switch (kind) {
    case 'commands':
      return <CommandPalette context={() => context} onClose={hide} />
    case 'help':
      return <CheatSheet onClose={hide} />
    case 'assign': {
      const assign = (assignee: Assignee | null) => actAndFollow(context, (ids) => inbox.assign(ids, assignee), targets)
      return <AssignTo targets={targets} meId={me.agent?.id ?? null} onAssign={assign} onClose={hide} />
    }
    case 'status': {
      const setStatus = (status: Status) => actAndFollow(context, (ids) => inbox.setStatus(ids, status), targets)
      return <StatusPalette onStatus={setStatus} onClose={hide} />
    }
    case 'faults':
      return <VendorFaultsPanel onClose={hide} />
    case 'start':
      return <StartPart url={url} onOpen={go.open} onClose={hide} />
    case 'details':
      return openId === null ? null : <DetailsDrawer id={openId} go={go} onClose={hide} />
    case 'views':
    default: {
      const view = (next: View) => {
        hide()
        go.view(next)
      }
      return (
        <Dialog label={t('open')} onClose={hide} shape="drawer-left" focus="dialog">
          <Sidebar url={url} onView={view} onPalette={() => show('commands')} onHelp={() => show('help')} />
        </Dialog>
      )
    }
  }
}
