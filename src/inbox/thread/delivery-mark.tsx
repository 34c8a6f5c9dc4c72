import { AlertCircle, Check, CheckCheck, Clock, HelpCircle, Send } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'

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

/** Why messages fail, by the vendor's code or WhatsApp's, and what can be done about it. */
const reasons = {
  outside_24h_window: 'outside_24h_window',
  '131047': 'outside_24h_window',
  recipient_not_on_whatsapp: 'recipient_not_on_whatsapp',
  '1006': 'recipient_not_on_whatsapp',
  recipient_blocked: 'recipient_blocked',
  '1013': 'recipient_blocked',
  template_paused: 'template_paused',
  '132015': 'template_paused',
  template_disabled: 'template_disabled',
  '132016': 'template_disabled',
  template_param_count_mismatch: 'template_params',
  '132000': 'template_params',
  template_param_format_mismatch: 'template_params',
  media_download_failed: 'media_download_failed',
  '131053': 'media_download_failed',
  cannot_send: 'cannot_send',
  idempotency_key_reuse: 'idempotency_key_reuse',
} as const

const isKnown = (code: string): code is keyof typeof reasons => Object.hasOwn(reasons, code)

/** Why a message did not arrive, under its bubble. */
export function DeliveryFailure({ delivery }: { delivery: Message['delivery'] }) {
  const t = useTranslations('delivery')
  if (delivery?.state !== 'failed') return null
  const { code } = delivery
  return (
    <p className="mt-1 max-w-[min(85%,34rem)] text-small text-bad-ink">
      {code === null ? t('failed') : isKnown(code) ? t(reasons[code]) : t('failedCode', { code })}
    </p>
  )
}
