import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Media } from '#contract/message-parts.ts'
import { classes } from '#inbox/ui/classes.ts'
import { PictureDialog } from './picture-dialog.tsx'
import { Trouble } from './trouble.tsx'
import { useMediaLoad } from './use-media-load.ts'

/** A picture or a sticker in a box of a size that is known before it comes, so that nothing moves when it does. */
export function Picture({ media }: { media: Media }) {
  const t = useTranslations('media')
  const [isLarge, setLarge] = useState(false)
  const load = useMediaLoad(media.href)
  const isSticker = media.kind === 'sticker'
  const box = isSticker ? 'size-32' : 'h-50 w-65'
  return (
    <div className={classes('my-1 max-w-full overflow-hidden rounded-control', !isSticker && 'bg-hover', box)}>
      {load.state === 'failed' && load.trouble !== null ? (
        <div className="flex size-full items-center justify-center p-3">
          <Trouble trouble={load.trouble} onRetry={load.retry} />
        </div>
      ) : (
        <button
          type="button"
          aria-label={t(isSticker ? 'openSticker' : 'openImage')}
          disabled={load.state !== 'ready'}
          onClick={() => setLarge(true)}
          className="block size-full cursor-zoom-in rounded-control disabled:cursor-default"
        >
          <img
            key={load.attempt}
            src={media.href}
            alt=""
            loading="lazy"
            decoding="async"
            onLoad={load.onReady}
            onError={load.onError}
            className={classes(
              'size-full transition-opacity duration-150 motion-reduce:transition-none',
              isSticker ? 'object-contain' : 'object-cover',
              load.state !== 'ready' && 'opacity-0',
            )}
          />
        </button>
      )}
      {isLarge && <PictureDialog media={media} onClose={() => setLarge(false)} />}
    </div>
  )
}
