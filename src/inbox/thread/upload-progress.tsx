import { useTranslations } from 'use-intl'
import { useKeyed } from '#inbox/data/use-keyed.ts'
import type { Attachment } from '#inbox/data/writing/attachment.ts'
import { useUploads } from '#inbox/data/writing/use-attachments.ts'
import { Button } from '#inbox/ui/button.tsx'
import { usePercent } from '#inbox/words/use-size.ts'

/** How far the upload of a waiting message came, with a way to end it; nothing once it is there. */
export function UploadProgress({ conversationId, messageKey }: { conversationId: string; messageKey: string }) {
  const t = useTranslations('files')
  const uploads = useUploads()
  const percent = usePercent()
  const attachment = useClaimed(conversationId, messageKey)
  if (attachment === undefined || !['reading', 'uploading', 'failed'].includes(attachment.state)) return null
  const { filename, progress } = attachment
  return (
    <div className="mt-1 flex items-center gap-2 text-small text-ink-secondary">
      <progress
        value={progress}
        aria-label={t('progress', { name: filename })}
        className="h-1 w-28 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span>{percent(progress)}</span>
      <Button look="quiet" onClick={() => uploads.cancel(messageKey)}>
        {t('stop')}
      </Button>
    </div>
  )
}

function useClaimed(conversationId: string, key: string): Attachment | undefined {
  const uploads = useUploads()
  return useKeyed(uploads.subscribe, conversationId, () => uploads.claimed(key))
}
