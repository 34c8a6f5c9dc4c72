import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { feedbacks } from '#contract/conversation.ts'
import type { Conversation } from '#contract/conversation.ts'
import { sendFeedback } from '#inbox/data/feedback.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { useChannel } from '#inbox/data/use-channel.ts'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Line } from './line.tsx'

const icons = { positive: ThumbsUp, negative: ThumbsDown } as const

/** Feedback for the vendor, where it takes any; what it was told before it does not say. */
export function FeedbackLine({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('details')
  const words = useTranslations('commands')
  const inbox = useInbox()
  if (useChannel(conversation)?.holds.includes('feedback') !== true) return null
  const vendor = conversation.connection.vendor_name
  return (
    <Line term={t('feedback')}>
      {feedbacks.map((feedback) => {
        const Icon = icons[feedback]
        return (
          <IconButton
            key={feedback}
            label={words('feedback', { vendor, feedback })}
            onClick={() => void sendFeedback(inbox.toasts, conversation, feedback)}
          >
            <Icon size={15} aria-hidden="true" />
          </IconButton>
        )
      })}
    </Line>
  )
}
