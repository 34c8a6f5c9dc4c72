import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { presentable } from '#inbox/lib/presentable.ts'

/** Whether nothing was ever written. What was not read yet has no preview either, and is not nothing. */
export const isEmpty = ({ last_message_at: at, activity_untold: isUntold }: Conversation) =>
  at === null && isUntold !== true

/** The newest message in a line, or what it is when it has no words; null where there is nothing to see. */
export function usePreviewWords(): (preview: Conversation['preview']) => string | null {
  const t = useTranslations('list')
  return (preview) => {
    const text = presentable(preview?.text)
    if (preview === null || text === null) return null
    return preview.type === undefined ? text : t('kind', { kind: preview.type })
  }
}
