import type { ChannelFiles, ChannelSending } from '../sending.ts'
import type { ChannelRules, Connector, HeldField } from '../connector.ts'
import { filesOf, filesOnWhatsapp } from './files.ts'

/** There is no status; the assignee is the owner of the contact, and the tags are the contact's. */
const holds: readonly HeldField[] = ['assignee', 'starred', 'read', 'unread']
const shared = { holds, assigning: 'changes_contact_owner', tagsOf: 'contact' } as const

/**
 * The channels as a version has them. It takes `feedback` in all; what that may be is described in `v3` alone, where before it was an
 * object of unknown content.
 */
export function channelsOf(version: string): Connector['channels'] {
  if (version !== 'v3') return channels
  return Object.fromEntries(Object.entries(channels).map(([name, rules]) => [name, withFeedback(rules)]))
}

function withFeedback(rules: ChannelRules): ChannelRules {
  return { ...rules, holds: [...rules.holds, 'feedback'] }
}

/** The vendor documents no lengths: these are the channels' own. */
function texts(maxText: number, files: ChannelFiles | null, hasWindow = false): ChannelRules {
  const sends: ChannelSending = { maxText, hasWindow, hasTemplates: false, files, startsWith: null }
  return { ...shared, sends }
}

const readOnly: ChannelRules = { ...shared, sends: null }

export const channels = {
  sms: texts(1600, filesOf(1600)),
  // Whether these two take files is told nowhere.
  rcs: texts(3072, null),
  email: { ...texts(100_000, filesOf(100_000)), sending: 'cannot_be_recalled' },
  whatsapp: texts(4096, filesOnWhatsapp, true),
  // Meta's own messengers show no text beside a file, and Instagram no documents.
  facebook: texts(2000, filesOf(0)),
  instagram: texts(1000, filesOf(0, ['image', 'video', 'audio'])),
  live_chat: texts(4096, filesOf(4096)),
  tiktok: texts(1000, null),
  web_chat: readOnly,
  google_business: readOnly,
  review: readOnly,
  comment: readOnly,
  custom: readOnly,
  call: readOnly,
  other: readOnly,
} as const satisfies Record<string, ChannelRules>
export type Channel = keyof typeof channels

/** Types that people write to each other by, and the channel that an answer takes. Whatever is not here says nothing of a channel. */
const written: Readonly<Record<string, Channel>> = {
  TYPE_SMS: 'sms',
  TYPE_SMS_REACTION: 'sms',
  TYPE_SMS_REVIEW_REQUEST: 'sms',
  TYPE_SMS_NO_SHOW_REQUEST: 'sms',
  TYPE_CAMPAIGN_SMS: 'sms',
  TYPE_CAMPAIGN_MANUAL_SMS: 'sms',
  TYPE_RCS: 'rcs',
  TYPE_EMAIL: 'email',
  TYPE_CAMPAIGN_EMAIL: 'email',
  TYPE_WHATSAPP: 'whatsapp',
  TYPE_FACEBOOK: 'facebook',
  TYPE_CAMPAIGN_FACEBOOK: 'facebook',
  TYPE_INSTAGRAM: 'instagram',
  TYPE_LIVE_CHAT: 'live_chat',
  TYPE_TIKTOK: 'tiktok',
  TYPE_WEBCHAT: 'web_chat',
  TYPE_GMB: 'google_business',
  TYPE_CAMPAIGN_GMB: 'google_business',
  TYPE_REVIEW: 'review',
  // Answered in public, which a message to the contact would not be.
  TYPE_FACEBOOK_COMMENT: 'comment',
  TYPE_INSTAGRAM_COMMENT: 'comment',
  TYPE_TIKTOK_COMMENT: 'comment',
  // Sending these needs the id of a provider, which no conversation tells.
  TYPE_CUSTOM_SMS: 'custom',
  TYPE_CUSTOM_EMAIL: 'custom',
  TYPE_CUSTOM_PROVIDER_SMS: 'custom',
  TYPE_CUSTOM_PROVIDER_EMAIL: 'custom',
}

/** The channel of a message type; null for what is written to nobody: calls, activities, comments, notices, and types that are new. */
export function channelOf(messageType: string | null | undefined): Channel | null {
  return messageType !== null && messageType !== undefined && Object.hasOwn(written, messageType)
    ? (written[messageType] ?? null)
    : null
}

/** What `POST /conversations/messages` calls the channel (SendMessageBodyDto), where it can be sent. */
export const sendTypes: Readonly<Record<string, string>> = {
  sms: 'SMS',
  rcs: 'RCS',
  email: 'Email',
  whatsapp: 'WhatsApp',
  facebook: 'FB',
  instagram: 'IG',
  live_chat: 'Live_Chat',
  tiktok: 'TIKTOK',
}
