import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { Button } from '#inbox/ui/button.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import type { Start } from './use-start.ts'

type OutcomeProps = {
  start: Start
  onOpen: (conversationId: string) => void
  onSendThere: (conversationId: string) => void
}

/** Why nothing was sent, and what to do instead. */
export function Outcome({ start, onOpen, onSendThere }: OutcomeProps) {
  const t = useTranslations('start')
  const names = useNames()
  const { myId } = useInbox()
  const { refusal, error } = start
  if (error !== null) return <Problem error={error} />
  if (refusal === null) return null
  const { conversation, first_message: other } = refusal
  if (conversation !== null) {
    return (
      <div className="flex flex-col gap-2">
        <Notice tone="warning" role="alert">
          {t('exists', { name: names.contact(conversation) })}
        </Notice>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => onSendThere(conversation.id)}>{t('sendThere')}</Button>
          <Button look="primary" onClick={() => onOpen(conversation.id)}>
            {t('open')}
          </Button>
        </div>
      </div>
    )
  }
  const number = names.phone(other?.to ?? null)
  const isMine = other?.author.id === myId
  return (
    <Notice tone="warning" role="alert">
      {isMine ? t('underWayMine', { number }) : t('underWay', { number, who: other?.author.name ?? '' })}
    </Notice>
  )
}

function Problem({ error }: { error: Error }) {
  const t = useTranslations('error')
  const words = useTranslations('start')
  const requestId = error instanceof ApiError ? (error.requestId ?? '–') : '–'
  const kind = error instanceof ApiError ? error.kind : 'malformed'
  const text =
    kind === 'client' || kind === 'conflict' || kind === 'auth'
      ? words('refused', { code: error instanceof ApiError ? error.code : kind })
      : t(kind, { requestId })
  return (
    <Notice tone="bad" role="alert">
      {text}
    </Notice>
  )
}
