import { Download, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Media } from '#contract/message-parts.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'

/** A picture as large as the window has room for. */
export function PictureDialog({ media, onClose }: { media: Media; onClose: () => void }) {
  const t = useTranslations('media')
  const message = useTranslations('message')
  const common = useTranslations('common')
  const name = presentable(media.filename) ?? message(media.kind)
  return (
    <Dialog label={name} onClose={onClose} shape="picture" focus="dialog">
      <div className="flex items-center gap-1 border-b border-line py-1.5 pr-2 pl-4">
        <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
        <a
          href={media.href}
          download={media.filename ?? ''}
          aria-label={t('download', { name })}
          data-tip={t('download', { name })}
          className="inline-flex size-7 items-center justify-center rounded-control text-ink-secondary hover:bg-hover hover:text-ink pointer-coarse:size-10"
        >
          <Download size={16} aria-hidden="true" />
        </a>
        <IconButton label={common('close')} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <img
        src={media.href}
        alt={name}
        className="m-auto max-h-[calc(94dvh-3rem)] min-h-0 max-w-full bg-sunken object-contain"
      />
    </Dialog>
  )
}
