const kinds = [
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
  'template',
  'interactive',
  'button',
  'reaction',
] as const

/** What a message can hold besides its text, as far as this page has a word for it. */
export type MessageKind = (typeof kinds)[number]

export function isMessageKind(type: string): type is MessageKind {
  return kinds.some((kind) => kind === type)
}
