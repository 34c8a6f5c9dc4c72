import { ArrowDown } from 'lucide-react'
import { useTranslations } from 'use-intl'

/** What came below while the agent reads further up; pressing it goes there. */
export function NewestPill({ count, onPress }: { count: number; onPress: () => void }) {
  const t = useTranslations('thread')
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 bottom-3 z-10 flex justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onPress}
          data-tip={t('toNewest')}
          aria-keyshortcuts="End"
          className="numeric pointer-events-auto flex h-8 animate-rise items-center gap-2 rounded-full bg-float px-3.5 text-base text-float-on shadow-float"
        >
          {t('fresh', { count })}
          <ArrowDown size={15} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
