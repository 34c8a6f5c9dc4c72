import { useTranslations } from 'use-intl'
import { classes } from '#inbox/ui/classes.ts'
import { Skeleton } from '#inbox/ui/skeleton.tsx'

/** A thread of the right shape while it is on its way. */
export function ThreadSkeleton() {
  return (
    <>
      <div className="flex min-h-14 shrink-0 flex-col justify-center gap-2 border-b border-line bg-surface px-4">
        <Skeleton className="w-36" />
        <Skeleton className="h-2 w-56" />
      </div>
      <div className="flex min-h-0 flex-1 flex-col justify-end bg-sunken p-5">
        <MessagesSkeleton />
      </div>
    </>
  )
}

const SHAPES = [
  { key: 'a', own: false, width: '58%' },
  { key: 'b', own: false, width: '36%' },
  { key: 'c', own: true, width: '52%' },
  { key: 'd', own: false, width: '44%' },
  { key: 'e', own: true, width: '30%' },
]

/** Bubbles of the right shape while the first page is on its way. */
export function MessagesSkeleton() {
  const t = useTranslations('thread')
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      {SHAPES.map(({ key, own, width }) => (
        <span
          key={key}
          aria-hidden="true"
          style={{ width }}
          className={classes('h-11 animate-skeleton rounded-bubble', own ? 'self-end bg-bubble' : 'bg-line')}
        />
      ))}
    </div>
  )
}
