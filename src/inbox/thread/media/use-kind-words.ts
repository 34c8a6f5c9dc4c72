import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'

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

/** What a message is, in a word or two. */
export function useKindWords(): (message: Pick<Message, 'type' | 'label'>) => string {
  const t = useTranslations('message')
  return ({ type, label }) => {
    const kind = kinds.find((known) => known === type)
    const word = kind === undefined ? t('unsupported', { type }) : t(kind)
    return label === null ? word : `${word}: ${label}`
  }
}
