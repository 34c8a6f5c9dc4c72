import type { DeliveryState } from '#contract/message.ts'
import { first } from '../kit/text.ts'

/** What the vendor calls pending it has accepted; it never speaks of what only we know. */
const states: Readonly<Record<string, DeliveryState>> = {
  pending: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
}

/** Meta's numbers as the vendor names them (its page on failed sends). The page was seen in part: other numbers stay numbers. */
const reasons: Readonly<Record<string, string>> = {
  '1006': 'recipient_not_on_whatsapp',
  '1013': 'recipient_blocked',
  '131047': 'outside_24h_window',
  '131053': 'media_download_failed',
  '132000': 'template_param_count_mismatch',
  '132001': 'template_param_format_mismatch',
  '132015': 'template_paused',
  '132016': 'template_disabled',
}

type ErrorWire = { code?: string | number | undefined; provider_code?: string | number | undefined }

/** How far an outbound message is, and why it failed: REST tells the reason by name, webhooks by Meta's number. */
export function readProgress({ status, error }: { status?: string | undefined; error?: ErrorWire | null | undefined }) {
  return { state: stateOf(status), code: reasonOf(error?.code) ?? reasonOf(error?.provider_code) }
}

/** The vendor's word for how far a message is, in ours. */
function stateOf(status: string | undefined): DeliveryState {
  return status !== undefined && Object.hasOwn(states, status) ? (states[status] ?? 'unknown') : 'unknown'
}

/** The reason in our words where a code is one of those for which this message will never be delivered, by name or number; else null. */
export function lastingReason(code: string | number | undefined): string | null {
  const reason = reasonOf(code)
  return reason !== null && Object.values(reasons).includes(reason) ? reason : null
}

function reasonOf(given: string | number | undefined): string | null {
  const code = given === undefined ? null : first(String(given))
  return code !== null && Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : code
}
