import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { isMessageKind } from '../message-kinds.ts'

/** What a message is, in a word or two. */
export function useKindWords(): (message: Pick<Message, 'type' | 'label'>) => string {
  const t = useTranslations('message')
  return ({ type, label }) => {
    const word = isMessageKind(type) ? t(type) : t('unsupported', { type })
    return label === null ? word : `${word}: ${label}`
  }
}
