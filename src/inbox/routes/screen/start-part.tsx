import { useState } from 'react'
import { digitsOf } from '#contract/digits.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { TemplatePicker } from '#inbox/composer/template-picker.tsx'
import { useLoadedConversation } from '#inbox/data/use-loaded-conversation.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { startDraftsOf } from '#inbox/data/writing/start-draft.ts'
import { StartDialog } from '#inbox/start/start-dialog.tsx'

export { StartWatch } from '#inbox/start/start-watch.tsx'

type StartPartProps = { url: InboxUrl; onOpen: (conversationId: string) => void; onClose: () => void }

/** Begins a conversation, or goes on with what was written in the one that there is already. */
export function StartPart({ url, onOpen, onClose }: StartPartProps) {
  const [thereId, setThereId] = useState<string | null>(null)
  if (thereId !== null) return <TemplateThere id={thereId} onClose={onClose} />
  const sendThere = (id: string) => {
    onOpen(id)
    setThereId(id)
  }
  const account = url.account === undefined ? null : digitsOf(url.account)
  return <StartDialog account={account} onOpen={onOpen} onSendThere={sendThere} onClose={onClose} />
}

function TemplateThere({ id, onClose }: { id: string; onClose: () => void }) {
  const { myId } = useInbox()
  const { conversation } = useLoadedConversation(id)
  const [drafts] = useState(() => startDraftsOf(myId))
  const [begun] = useState(drafts.get)
  if (conversation === undefined) return null
  return <TemplatePicker conversation={conversation} draft="" begun={begun} onSent={drafts.clear} onClose={onClose} />
}
