import { AlertCircle, Check, CheckCheck, Clock, HelpCircle, Send } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'
import { useFailure } from '#inbox/words/use-failure.ts'

const icons = {
  waiting: Clock,
  checking: HelpCircle,
  accepted: Send,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: AlertCircle,
  unknown: HelpCircle,
} as const

const tones = {
  waiting: 'text-ink-faint',
  checking: 'text-warning-ink',
  accepted: 'text-ink-faint',
  sent: 'text-ink-faint',
  delivered: 'text-ink-faint',
  read: 'text-accent',
  failed: 'text-bad-ink',
  unknown: 'text-ink-faint',
} as const

/** How far a message of ours came, as far as the vendor has told. */
export function DeliveryMark({ delivery }: { delivery: NonNullable<Message['delivery']> }) {
  const t = useTranslations('delivery')
  const Icon = icons[delivery.state]
  const words = t(delivery.state)
  return (
    <span data-tip={words} className={tones[delivery.state]}>
      <Icon size={14} aria-hidden="true" />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}

/** Why a message did not arrive, under its bubble. */
export function DeliveryFailure({ delivery }: { delivery: Message['delivery'] }) {
  const failure = useFailure()
  if (delivery?.state !== 'failed') return null
  return (
    <p className="anywhere mt-1 max-w-[min(85%,34rem)] overflow-clip text-small text-bad-ink">
      {failure(delivery.code)}
    </p>
  )
}
