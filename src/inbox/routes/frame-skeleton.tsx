import { useTranslations } from 'use-intl'
import { Mark } from '#inbox/ui/mark.tsx'
import { Skeleton } from '#inbox/ui/skeleton.tsx'

const LINES = ['w-20', 'w-28', 'w-16', 'w-24', 'w-24']

/** The shape of the page while nobody knows yet who is asking. */
export function FrameSkeleton() {
  const t = useTranslations('common')
  return (
    <div className="flex h-dvh">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div aria-hidden="true" className="flex w-49 shrink-0 flex-col gap-5 border-r border-line p-4 max-lg:hidden">
        <Mark />
        {LINES.map((width, index) => (
          <Skeleton key={`${width}${String(index)}`} className={width} />
        ))}
      </div>
      <div aria-hidden="true" className="border-r border-line bg-surface max-md:flex-1 md:w-91" />
      <div aria-hidden="true" className="flex-1 bg-sunken max-md:hidden" />
    </div>
  )
}
