import { useTranslations } from 'use-intl'
import { Skeleton } from '#inbox/ui/skeleton.tsx'

const ROWS = [62, 44, 71, 53, 38, 66, 49, 58, 41, 69, 47, 55]

/** Rows of the right shape while the first page is on its way, so that nothing shifts when it arrives. */
export function ListSkeleton() {
  const t = useTranslations('list')
  return (
    <div className="min-h-0 flex-1 overflow-hidden">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      {ROWS.map((width) => (
        <div key={width} aria-hidden="true" className="flex h-row items-center gap-2.5 border-b border-line-faint px-3">
          <span className="size-10 shrink-0 animate-skeleton rounded-full bg-line" />
          <span className="flex flex-1 flex-col gap-2.5">
            <Skeleton style={{ width: `${width * 0.7}%` }} />
            <Skeleton style={{ width: `${width + 20}%` }} className="h-2" />
          </span>
        </div>
      ))}
    </div>
  )
}
