import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { feedbacks } from '#contract/conversation.ts'
import { conversationsOf } from '#inbox/commands/targets.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { sendFeedback } from '#inbox/data/feedback.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import type { PaletteItem } from './palette-box.tsx'

/** Feedback for the vendor of the one conversation that is meant, where it takes any. It has no keys, as most vendors take none. */
export function useFeedbackItems(context: () => CommandContext, section: string): PaletteItem[] {
  const t = useTranslations('commands')
  const { data: connections } = useQuery(connectionsQuery())
  const [conversation, ...others] = conversationsOf(context())
  if (conversation === undefined || others.length > 0) return []
  const channels = connections?.find(({ id }) => id === conversation.connection.id)?.channels
  const channel = channels?.find(({ name }) => name === conversation.channel)
  if (channel?.holds.includes('feedback') !== true) return []
  const { toasts } = context().inbox
  return feedbacks.map((feedback) => ({
    id: `feedback-${feedback}`,
    section,
    label: t('feedback', { vendor: conversation.connection.vendor_name, feedback }),
    run: () => void sendFeedback(toasts, conversation, feedback),
  }))
}
