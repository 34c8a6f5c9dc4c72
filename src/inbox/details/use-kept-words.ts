import { useTranslations } from 'use-intl'
import type { Conversation, KeepableField } from '#contract/conversation.ts'
import { useChannel } from '#inbox/data/use-channel.ts'
import { useNames } from '#inbox/words/use-names.ts'

/** Why a field is kept here and who sees it, in a sentence; null for one that the vendor holds. */
export function useKeptWords(conversation: Conversation): (field: KeepableField) => string | null {
  const t = useTranslations('kept')
  const vendor = useNames().vendor(conversation.connection.vendor)
  const channel = useChannel(conversation)
  return (field) => {
    if (!conversation.sync.kept_here.includes(field)) return null
    // The vendor has such a thing, but does not know this assignee, or did not do what it was asked for.
    if (channel?.holds.includes(field) === true) return t(field === 'assignee' ? 'stranger' : 'notTaken', { vendor })
    return t(field, { vendor })
  }
}
