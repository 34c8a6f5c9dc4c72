import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#inbox/ui/button.tsx'

type OlderProps = { hasOlder: boolean; isLoading: boolean; isFailed: boolean; onLoad: () => void }

/** What stands above the oldest message: it loads more when it comes near, and can be pressed when it does not. */
export function Older({ hasOlder, isLoading, isFailed, onLoad }: OlderProps) {
  const t = useTranslations('thread')
  const edge = useRef<HTMLDivElement>(null)
  const loadIfWanted = useEffectEvent(() => {
    if (hasOlder && !isLoading && !isFailed) onLoad()
  })

  useEffect(() => {
    const element = edge.current
    if (element === null || !hasOlder || isLoading) return undefined
    // Made anew after each page: an edge that never left the sight would not be reported a second time.
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) loadIfWanted()
      },
      { root: element.closest('[role=log]'), rootMargin: '1200px 0px 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [hasOlder, isLoading])

  return (
    <div ref={edge} className="flex h-14 shrink-0 items-center justify-center gap-3 text-small text-ink-faint">
      {isFailed && <span role="alert">{t('olderError')}</span>}
      {hasOlder && (
        // The same button while it loads: whoever came to it by Tab goes on from it.
        <Button look={isLoading ? 'quiet' : 'plain'} aria-disabled={isLoading} onClick={isLoading ? undefined : onLoad}>
          {t(isLoading ? 'loadingOlder' : 'older')}
        </Button>
      )}
      {!hasOlder && <span>{t('start')}</span>}
    </div>
  )
}
