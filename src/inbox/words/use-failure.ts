import { useTranslations } from 'use-intl'
import { presentable } from '#inbox/lib/presentable.ts'

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
  file_lost: 'file_lost',
  file_cancelled: 'file_cancelled',
  file_gone: 'file_gone',
  unsupported_file: 'unsupported_file',
  payload_too_large: 'unsupported_file',
  unknown_upload: 'unknown_upload',
  needs_public_url: 'needs_public_url',
  cannot_send: 'cannot_send',
  connection_removed: 'connection_removed',
  invalid_phone_number: 'invalid_number',
  idempotency_key_reuse: 'idempotency_key_reuse',
  whatsapp_number_not_verified: 'not_connected',
  account_not_connected: 'not_connected',
} as const

const isKnown = (code: string): code is keyof typeof reasons => Object.hasOwn(reasons, code)

/** Why a message did not arrive, by the code of its delivery. Its words come with the later parts of the page. */
export function useFailure(): (code: string | null) => string {
  const t = useTranslations('delivery')
  return (code) =>
    code === null ? t('failed') : isKnown(code) ? t(reasons[code]) : t('failedCode', { code: presentable(code) ?? '?' })
}
