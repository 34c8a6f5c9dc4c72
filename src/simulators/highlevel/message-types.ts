// In the vendor's order, which is also how its numbers run: calls are 1 and voicemails 10.
const known = [
  'TYPE_CALL',
  'TYPE_SMS',
  'TYPE_EMAIL',
  'TYPE_SMS_REVIEW_REQUEST',
  'TYPE_WEBCHAT',
  'TYPE_SMS_NO_SHOW_REQUEST',
  'TYPE_CAMPAIGN_SMS',
  'TYPE_CAMPAIGN_CALL',
  'TYPE_CAMPAIGN_EMAIL',
  'TYPE_CAMPAIGN_VOICEMAIL',
  'TYPE_FACEBOOK',
  'TYPE_CAMPAIGN_FACEBOOK',
  'TYPE_CAMPAIGN_MANUAL_CALL',
  'TYPE_CAMPAIGN_MANUAL_SMS',
  'TYPE_GMB',
  'TYPE_CAMPAIGN_GMB',
  'TYPE_REVIEW',
  'TYPE_INSTAGRAM',
  'TYPE_WHATSAPP',
  'TYPE_CUSTOM_SMS',
  'TYPE_CUSTOM_EMAIL',
  'TYPE_CUSTOM_PROVIDER_SMS',
  'TYPE_CUSTOM_PROVIDER_EMAIL',
  'TYPE_IVR_CALL',
  'TYPE_ACTIVITY_CONTACT',
  'TYPE_ACTIVITY_INVOICE',
  'TYPE_ACTIVITY_PAYMENT',
  'TYPE_ACTIVITY_OPPORTUNITY',
  'TYPE_LIVE_CHAT',
  'TYPE_LIVE_CHAT_INFO_MESSAGE',
  'TYPE_ACTIVITY_APPOINTMENT',
  'TYPE_FACEBOOK_COMMENT',
  'TYPE_INSTAGRAM_COMMENT',
  'TYPE_CUSTOM_CALL',
  'TYPE_INTERNAL_COMMENT',
  'TYPE_RCS',
  'TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG',
  'TYPE_TIKTOK',
  'TYPE_TIKTOK_COMMENT',
  'TYPE_ACTIVITY_WHATSAPP',
  'TYPE_FORM_SUBMISSION',
  'TYPE_SMS_REACTION',
] as const

export const internalComment = 'TYPE_INTERNAL_COMMENT'

/** What can be asked of `POST /conversations/messages`, and the type that the message then has. */
export const sendTypes = {
  SMS: 'TYPE_SMS',
  RCS: 'TYPE_RCS',
  Email: 'TYPE_EMAIL',
  WhatsApp: 'TYPE_WHATSAPP',
  IG: 'TYPE_INSTAGRAM',
  FB: 'TYPE_FACEBOOK',
  Custom: 'TYPE_CUSTOM_SMS',
  Live_Chat: 'TYPE_LIVE_CHAT',
  TIKTOK: 'TYPE_TIKTOK',
} as const
export type SendType = keyof typeof sendTypes

export function isKnownType(type: string): boolean {
  return known.some((name) => name === type)
}

/** What a list of messages can be narrowed to: fewer types than there are, and comments in the plural. */
const filters = new Set([
  'TYPE_CALL',
  'TYPE_SMS',
  'TYPE_RCS',
  'TYPE_EMAIL',
  'TYPE_FACEBOOK',
  'TYPE_GMB',
  'TYPE_INSTAGRAM',
  'TYPE_WHATSAPP',
  'TYPE_ACTIVITY_APPOINTMENT',
  'TYPE_ACTIVITY_CONTACT',
  'TYPE_ACTIVITY_INVOICE',
  'TYPE_ACTIVITY_PAYMENT',
  'TYPE_ACTIVITY_OPPORTUNITY',
  'TYPE_LIVE_CHAT',
  'TYPE_INTERNAL_COMMENTS',
  'TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG',
  'TYPE_TIKTOK',
  'TYPE_ACTIVITY_WHATSAPP',
  'TYPE_FORM_SUBMISSION',
])

/** The types that a filter lets through; undefined when one of its words is none of the filter's. */
export function typesOfFilter(list: string): string[] | undefined {
  const words = list.split(',').filter((word) => word !== '')
  if (!words.every((word) => filters.has(word))) return undefined
  return words.map((word) => (word === 'TYPE_INTERNAL_COMMENTS' ? internalComment : word))
}

/** The number beside a type's name; 0 for one that was made up. */
export function typeNumber(type: string): number {
  return known.findIndex((name) => name === type) + 1
}

/** How webhooks call a type: as it is asked for where it can be sent, else in capitals without the prefix. */
export function hookName(type: string): string {
  const found = Object.entries(sendTypes).find(([, name]) => name === type)
  return found?.[0] ?? type.replace('TYPE_', '')
}

/** A conversation's type by what was said in it first: 1 phone, 2 e-mail, 3 Messenger, 4 review, 5 group. */
export function conversationType(messageType: string): number {
  if (messageType === 'TYPE_EMAIL') return 2
  if (messageType === 'TYPE_FACEBOOK' || messageType === 'TYPE_INSTAGRAM') return 3
  return messageType === 'TYPE_REVIEW' ? 4 : 1
}

const conversationNames = ['TYPE_PHONE', 'TYPE_EMAIL', 'TYPE_FB_MESSENGER', 'TYPE_REVIEW', 'TYPE_GROUP_SMS']

/** The same as search spells it. */
export function conversationTypeName(type: number): string {
  return conversationNames[type - 1] ?? 'TYPE_PHONE'
}

export function isEmailType(type: string): boolean {
  return type === 'TYPE_EMAIL'
}

/** A line of the timeline that nobody wrote to anybody. */
export function isActivity(type: string): boolean {
  return type.startsWith('TYPE_ACTIVITY_')
}
