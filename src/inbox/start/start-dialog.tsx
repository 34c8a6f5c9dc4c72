import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useCountCells } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { startDraftsOf } from '#inbox/data/writing/start-draft.ts'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { sendersOf } from './senders.ts'
import { StartForm } from './start-form.tsx'
import { Started } from './started.tsx'

type StartDialogProps = {
  /** The account that the list is narrowed to, as digits: whoever works for it writes from it. */
  account: string | null
  onOpen: (conversationId: string) => void
  /** Opens a conversation and offers there what was written here. */
  onSendThere: (conversationId: string) => void
  onClose: () => void
}

/** Writes to a number for the first time, with a template. What is typed is kept until it is sent, also when this closes. */
export function StartDialog({ account, onOpen, onSendThere, onClose }: StartDialogProps) {
  const t = useTranslations('start')
  const common = useTranslations('common')
  const { myId } = useInbox()
  const [drafts] = useState(() => startDraftsOf(myId))
  const cells = useCountCells()
  const { data: connections } = useQuery(connectionsQuery())
  const senders = sendersOf(connections ?? [], cells)
  const usual = senders.find((sender) => sender.account === `+${account}`) ?? senders[0]
  const open = (conversationId: string) => {
    onClose()
    onOpen(conversationId)
  }
  return (
    <Dialog label={t('title')} onClose={onClose}>
      <h2 className="border-b border-line px-4 py-3 text-title font-semibold">{t('title')}</h2>
      <div className="flex min-h-0 flex-1 flex-col max-sm:block max-sm:overflow-y-auto">
        <Started onOpen={open} />
        {connections !== undefined && usual === undefined && (
          <PaneMessage title={t('none')}>{t('noneHint')}</PaneMessage>
        )}
        {usual !== undefined && (
          <StartForm
            senders={senders}
            usual={usual}
            drafts={drafts}
            onOpen={open}
            onSendThere={onSendThere}
            onClose={onClose}
          />
        )}
      </div>
      <IconButton label={common('close')} onClick={onClose} className="absolute top-2 right-2">
        <X size={15} aria-hidden="true" />
      </IconButton>
    </Dialog>
  )
}
