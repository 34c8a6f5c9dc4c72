import { useTranslations } from 'use-intl'
import type { Media } from '#contract/message-parts.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Trouble } from './trouble.tsx'
import { useMediaLoad } from './use-media-load.ts'

/** Sound or a film, with the browser's own controls; of a long one only the beginning is read until it is played. */
export function Player({ media }: { media: Media }) {
  const t = useTranslations('message')
  const load = useMediaLoad(media.href)
  const isFilm = media.kind === 'video'
  const box = isFilm ? 'h-50 w-65' : 'h-13.5 w-65'
  if (load.state === 'failed' && load.trouble !== null) {
    return (
      <div className={`my-1 flex max-w-full items-center justify-center rounded-control bg-hover px-3 ${box}`}>
        <Trouble trouble={load.trouble} onRetry={load.retry} />
      </div>
    )
  }
  const shared = {
    src: media.href,
    controls: true,
    preload: 'metadata',
    'aria-label': presentable(media.filename) ?? t(media.kind),
    onLoadedMetadata: load.onReady,
    onError: load.onError,
  } as const
  // What customers send has no captions to offer.
  return isFilm ? (
    <video key={load.attempt} {...shared} playsInline className={`my-1 max-w-full rounded-control bg-hover ${box}`}>
      <track kind="captions" />
    </video>
  ) : (
    <audio key={load.attempt} {...shared} className={`my-1 block max-w-full ${box}`}>
      <track kind="captions" />
    </audio>
  )
}
