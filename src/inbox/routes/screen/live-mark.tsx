import { useTranslations } from 'use-intl'
import { useLiveState } from '#inbox/data/hooks.ts'

const tones = {
  live: 'bg-good',
  connecting: 'bg-ink-decor',
  catching_up: 'bg-ink-decor',
  offline: 'bg-warning',
} as const

/** Whether what is on the screen is the newest; what can be done when it is not stands above everything. */
export function LiveMark() {
  const t = useTranslations('live')
  const { state } = useLiveState()
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 text-small text-ink-faint">
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${tones[state]}`} />
      <span role="status" className="truncate">
        {t(state)}
      </span>
    </div>
  )
}
