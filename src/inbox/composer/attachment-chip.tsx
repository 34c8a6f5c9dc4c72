import { FileText, Image, Mic, RotateCw, Video, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Attachment, Refusal } from '#inbox/data/writing/attachment.ts'
import { classes } from '#inbox/ui/classes.ts'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { usePercent, useSize } from '#inbox/words/use-size.ts'

const icons = { image: Image, video: Video, audio: Mic, document: FileText } as const

type ChipProps = { attachment: Attachment; onRetry: () => void; onRemove: () => void }

/** One file of an answer: what it is, how far its upload came, and what is wrong with it. */
export function AttachmentChip({ attachment, onRetry, onRemove }: ChipProps) {
  const t = useTranslations('files')
  const { filename, state, progress } = attachment
  const isWrong = state === 'refused' || state === 'lost' || state === 'failed'
  return (
    <li
      className={classes(
        'relative flex items-center gap-2.5 overflow-hidden rounded-control border py-1.5 ps-1.5 pe-1 pointer-coarse:w-full',
        isWrong ? 'w-full border-bad bg-bad-tint' : 'w-full border-line bg-canvas sm:w-64',
      )}
    >
      <Picture attachment={attachment} />
      <span className="min-w-0 flex-1 text-small">
        <bdi dir="auto" className="block truncate font-medium" title={filename}>
          {filename}
        </bdi>
        <State attachment={attachment} />
      </span>
      {state === 'failed' && (
        <IconButton label={t('retry', { name: filename })} onClick={onRetry}>
          <RotateCw size={15} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        label={state === 'uploading' ? t('cancel', { name: filename }) : t('remove', { name: filename })}
        onClick={onRemove}
      >
        <X size={16} aria-hidden="true" />
      </IconButton>
      {state === 'uploading' && (
        <progress
          value={progress}
          aria-label={t('progress', { name: filename })}
          className="absolute inset-x-0 bottom-0 h-0.75 w-full appearance-none [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
        />
      )}
    </li>
  )
}

function Picture({ attachment: { preview, rule } }: { attachment: Attachment }) {
  const Icon = icons[rule?.kind ?? 'document']
  if (preview !== null) return <img src={preview} alt="" className="size-10 shrink-0 rounded-small object-cover" />
  return (
    <span className="flex size-10 shrink-0 items-center justify-center rounded-small bg-sunken text-ink-secondary">
      <Icon size={18} aria-hidden="true" />
    </span>
  )
}

function State({ attachment: { state, size, progress, refusal } }: { attachment: Attachment }) {
  const t = useTranslations('files')
  const sizeOf = useSize()
  const percent = usePercent()
  switch (state) {
    case 'refused':
      return (
        <span role="alert" className="block text-bad-ink">
          {refusal !== null && <Why refusal={refusal} size={size} />}
        </span>
      )
    case 'lost':
      return <span className="block text-bad-ink">{t('lost')}</span>
    case 'failed':
      return (
        <span role="alert" className="block text-bad-ink">
          {t('failed')}
        </span>
      )
    case 'uploading':
      return (
        <span className="block text-ink-secondary">
          {t('uploading', { part: percent(progress), size: sizeOf(size) })}
        </span>
      )
    case 'reading':
    case 'uploaded':
    default:
      return <span className="block text-ink-secondary">{sizeOf(size)}</span>
  }
}

/** Why the channel does not take it, and what it would take. */
function Why({ refusal, size }: { refusal: Refusal; size: number }) {
  const t = useTranslations('files')
  const format = useFormatter()
  const sizeOf = useSize()
  if (refusal.why === 'size') return t('refused_size', { size: sizeOf(size), most: sizeOf(refusal.most) })
  if (refusal.why !== 'type') return t(`refused_${refusal.why}`)
  return t('refused_type', { endings: format.list(refusal.endings.map((ending) => ending.toUpperCase())) })
}
