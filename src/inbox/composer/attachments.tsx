import { useTranslations } from 'use-intl'
import type { Attachment } from '#inbox/data/writing/attachment.ts'
import { useAttachments, useUploads } from '#inbox/data/writing/use-attachments.ts'
import { AttachmentChip } from './attachment-chip.tsx'

/** The files that go out with an answer, above its buttons. */
export function Attachments({ id }: { id: string }) {
  const t = useTranslations('files')
  const uploads = useUploads()
  const attachments = useAttachments(id)
  if (attachments.length === 0) return null
  return (
    <ul aria-label={t('list')} className="flex max-h-[30dvh] flex-wrap gap-2 overflow-y-auto px-3 pb-2">
      {attachments.map((attachment) => (
        <AttachmentChip
          key={attachment.key}
          attachment={attachment}
          onRetry={() => uploads.retry(attachment.key)}
          onRemove={() => uploads.remove(attachment.key)}
        />
      ))}
    </ul>
  )
}

/** Whether a file would go out with the answer, whatever is left of its upload. */
export function isSendable({ state }: Attachment): boolean {
  return state !== 'refused' && state !== 'lost'
}
