import { useTranslations } from 'use-intl'
import type { Conversation, KeepableField } from '#contract/conversation.ts'
import { useChannel } from '#inbox/data/use-channel.ts'

/** Why a field is kept here and who sees it, in a sentence; null for one that the vendor holds. */
export function useKeptWords(conversation: Conversation): (field: KeepableField) => string | null {
  const t = useTranslations('kept')
  const vendor = conversation.connection.vendor_name
  const channel = useChannel(conversation)
  return (field) => {
    if (!conversation.sync.kept_here.includes(field)) return null
    const isHeld = channel?.holds.includes(field) === true
    if (isHeld && field !== 'assignee') return t('notTaken', { field, vendor })
    // The vendor has assignees, but does not know this one.
    if (isHeld) return t('stranger', { vendor })
    return t(field, { vendor })
  }
}
