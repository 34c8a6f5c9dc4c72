import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { Assignee, Status } from '#contract/conversation.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { actAndFollow } from '#inbox/commands/conversation-commands.ts'
import type { View } from '#inbox/filters/views.tsx'
import { createLatePart } from '#inbox/lib/late-part.ts'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { withWords } from '#inbox/words/word-shelf.ts'
import { DetailsDrawer } from './details-column.tsx'
import { LatePopup } from './late-popup.tsx'
import { Sidebar } from './sidebar.tsx'
import type { usePopups } from './use-popups.ts'

const commandsPart = createLatePart(() => withWords(import('#inbox/palette/command-palette.tsx')))
const assignPart = createLatePart(() => withWords(import('./assign-to.tsx')))
const statusPart = createLatePart(() => withWords(import('#inbox/palette/status-palette.tsx')))
const helpPart = createLatePart(() => withWords(import('#inbox/palette/cheat-sheet.tsx')))
const startPart = createLatePart(() => withWords(import('./start-part.tsx')))
/** Only the demo has it, so nobody fetches it before it is asked for. */
const faultsPart = createLatePart(() => withWords(import('../banners/vendor-faults-panel.tsx')))

type PopupsProps = { popups: ReturnType<typeof usePopups>; context: CommandContext; url: InboxUrl }

const usual = [commandsPart, assignPart, statusPart, helpPart, startPart]

/** What lies in front. The rarely used parts are fetched while the agent reads, so that they open at once. */
export function Popups({ popups: { popup, show, hide }, context, url }: PopupsProps) {
  const t = useTranslations('views')
  const { inbox, openId, go } = context

  useEffect(() => {
    const timer = setTimeout(() => {
      for (const part of usual) part.load()
    }, 1500)
    return () => clearTimeout(timer)
  }, [])

  const isOfNobody = popup?.kind === 'details' && openId === null
  useEffect(() => {
    if (isOfNobody) hide()
  }, [isOfNobody, hide])

  if (popup === null) return null
  const { kind, targets } = popup
  switch (kind) {
    case 'commands':
      return (
        <LatePopup key={kind} part={commandsPart} onClose={hide}>
          {({ CommandPalette }, typed) => <CommandPalette typed={typed} context={() => context} onClose={hide} />}
        </LatePopup>
      )
    case 'help':
      return (
        <LatePopup key={kind} part={helpPart} onClose={hide}>
          {({ CheatSheet }) => <CheatSheet onClose={hide} />}
        </LatePopup>
      )
    case 'assign': {
      const assign = (assignee: Assignee | null) => actAndFollow(context, (ids) => inbox.assign(ids, assignee), targets)
      return (
        <LatePopup key={kind} part={assignPart} onClose={hide}>
          {({ AssignTo }, typed) => (
            <AssignTo typed={typed} targets={targets} meId={inbox.myId} onAssign={assign} onClose={hide} />
          )}
        </LatePopup>
      )
    }
    case 'status': {
      const setStatus = (status: Status) => actAndFollow(context, (ids) => inbox.setStatus(ids, status), targets)
      return (
        <LatePopup key={kind} part={statusPart} onClose={hide}>
          {({ StatusPalette }, typed) => <StatusPalette typed={typed} onStatus={setStatus} onClose={hide} />}
        </LatePopup>
      )
    }
    case 'faults':
      return (
        <LatePopup key={kind} part={faultsPart} onClose={hide}>
          {({ VendorFaultsPanel }) => <VendorFaultsPanel onClose={hide} />}
        </LatePopup>
      )
    case 'start':
      return (
        <LatePopup key={kind} part={startPart} onClose={hide}>
          {({ StartPart }) => <StartPart url={url} onOpen={go.open} onClose={hide} />}
        </LatePopup>
      )
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
