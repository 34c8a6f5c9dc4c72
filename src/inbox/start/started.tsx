import { useTranslations } from 'use-intl'
import type { FirstMessage } from '#contract/first-message.ts'
import { Button } from '#inbox/ui/button.tsx'
import { useFailure } from '#inbox/words/use-failure.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { stageOf } from './stage.ts'
import { useStarted } from './use-started.ts'

/** What this agent started and is not over yet: what waits, and what did not go out, with the reason and the ways on. */
export function Started({ onOpen }: { onOpen: (conversationId: string) => void }) {
  const t = useTranslations('start')
  const { messages, retry, discard } = useStarted()
  const unsettled = messages.filter((message) => stageOf(message) !== 'arrived')
  if (unsettled.length === 0) return null
  return (
    <ul
      aria-label={t('started')}
      className="shrink-0 divide-y divide-line overflow-y-auto sm:max-h-[30dvh] border-b border-line bg-sunken"
    >
      {unsettled.map((message) => (
        <StartedLine
          key={message.id}
          message={message}
          onOpen={onOpen}
          onRetry={() => retry(message.id)}
          onDiscard={() => discard(message.id)}
        />
      ))}
    </ul>
  )
}

type StartedLineProps = {
  message: FirstMessage
  onOpen: (conversationId: string) => void
  onRetry: () => void
  onDiscard: () => void
}

function StartedLine({ message, onOpen, onRetry, onDiscard }: StartedLineProps) {
  const t = useTranslations()
  const names = useNames()
  const failure = useFailure()
  const stage = stageOf(message)
  const { conversation_id: conversationId, delivery } = message
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-base">
      <p className="min-w-0 flex-1 basis-60">
        <span className="numeric font-medium">{names.phone(message.to)}</span>{' '}
        <span className="text-ink-secondary">{message.template.name}</span>
        <span
          className={
            stage === 'under_way' || stage === 'existed'
              ? 'block text-small text-ink-secondary'
              : 'block text-small text-bad-ink'
          }
        >
          {stage === 'under_way' && t(`delivery.${delivery.state}`)}
          {stage === 'existed' && t('start.existed')}
          {stage === 'failed' && failure(delivery.code)}
          {stage === 'lost' && t('outgoing.lost')}
        </span>
      </p>
      {conversationId !== null && <Button onClick={() => onOpen(conversationId)}>{t('start.open')}</Button>}
      {conversationId === null && (stage === 'failed' || stage === 'lost') && (
        <Button onClick={onRetry}>{t('outgoing.retry')}</Button>
      )}
      {stage !== 'under_way' && (
        <Button look="quiet" onClick={onDiscard}>
          {t('outgoing.discard')}
        </Button>
      )}
      {delivery.state === 'waiting' && (
        <Button look="quiet" onClick={onDiscard}>
          {t('start.giveUp')}
        </Button>
      )}
    </li>
  )
}
