import { useTranslations } from 'use-intl'
import { isUnsent } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { useOutgoing } from '#inbox/data/writing/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import type { Submit } from '#inbox/data/writing/outgoing.ts'
import { identityOf } from '#inbox/data/thread.ts'
import { outgoingFileSchema, uploadIn } from '#inbox/data/writing/outgoing-file.ts'
import { useUploads } from '#inbox/data/writing/use-attachments.ts'
import { Button } from '#inbox/ui/button.tsx'
import { focusMessages } from './focus-messages.ts'
import { News } from './news.tsx'
import { UploadProgress } from './upload-progress.tsx'

/** What can be done about a message of ours that did not arrive, under its bubble; nothing while all is well. */
export function OwnActs({ message }: { message: Message }) {
  const t = useTranslations('outgoing')
  const { outgoing, drafts, retryMessage, discardMessage } = useInbox()
  const uploads = useUploads()
  const id = message.conversation_id
  const waiting = useOutgoing(id).find(({ key }) => key === message.key)

  function edit(): void {
    const taken = outgoing.takeBack(message.key ?? '')
    if (taken === undefined) return
    uploads.putBack(taken)
    if (taken.text !== '') drafts.putBack(id, taken.text)
  }

  if (waiting !== undefined) {
    if (waiting.state === 'sending') {
      return waiting.file === undefined ? null : <UploadProgress conversationId={id} messageKey={waiting.key} />
    }
    return (
      <div className="mt-1 flex max-w-[min(85%,34rem)] flex-col items-end gap-1.5">
        {waiting.state === 'held' && <News changes={waiting.news} />}
        <div onClickCapture={focusMessages} className="flex flex-wrap justify-end gap-1.5">
          {waiting.code !== 'file_lost' && (
            <Button onClick={() => outgoing.sendAnyway(waiting.key)}>
              {waiting.state === 'held' ? t('sendAnyway') : t('retry')}
            </Button>
          )}
          {waiting.body.template === undefined && <Button onClick={edit}>{t('edit')}</Button>}
          <Button look="danger" onClick={() => outgoing.takeBack(waiting.key)}>
            {t('discard')}
          </Button>
        </div>
      </div>
    )
  }

  const state = message.delivery?.state
  const isLost = state === 'unknown' && isUnsent(message)
  if (state !== 'failed' && !isLost) return null
  const upload = uploads.claimed(message.key ?? '')?.upload ?? uploadIn(message.media)
  const sendAgain = () => {
    if (isUnsent(message)) return retryMessage(message)
    // The vendor knows this one already: to it the next attempt is another message, and the same one however often this is pressed.
    outgoing.submit({ conversationId: id, resolves: false, ...contentOf(message, upload, `re.${identityOf(message)}`) })
    return discardMessage(message)
  }
  const canSendAgain = isUnsent(message) || (message.type === 'text' && message.text !== null) || upload !== null
  return (
    <div onClickCapture={focusMessages} className="mt-1 flex flex-wrap justify-end gap-1.5">
      {isLost && <p className="w-full text-right text-small text-warning-ink">{t('lost')}</p>}
      {canSendAgain && <Button onClick={sendAgain}>{t('retry')}</Button>}
      <Button look="danger" onClick={() => discardMessage(message)}>
        {isUnsent(message) ? t('discard') : t('dismiss')}
      </Button>
    </div>
  )
}

/** What a message says and brings, for another one under that key; `upload` is where its file lies. */
function contentOf(
  { text, media }: Message,
  upload: string | null,
  key: string,
): Omit<Submit, 'conversationId' | 'resolves'> {
  const words = text === null ? {} : { text }
  if (media === undefined || upload === null) return { key, body: words, text: text ?? '' }
  const file = outgoingFileSchema.parse(media)
  return {
    body: { ...words, attachment: { upload } },
    text: text ?? '',
    attachment: { key, file },
  }
}
