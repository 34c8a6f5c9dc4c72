import { useTranslations } from 'use-intl'
import type { ShownList } from '#inbox/data/hooks.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { Kbd } from '#inbox/ui/kbd.tsx'

/** What waits while the list holds still: one click or key shows it. It floats over the lower edge, never over the active row. */
export function Pill({ pill, onApply }: { pill: ShownList['pill']; onApply: () => void }) {
  const t = useTranslations('list')
  const parts = [
    pill.fresh > 0 && t('pillFresh', { count: pill.fresh }),
    pill.moved > 0 && t('pillMoved', { count: pill.moved }),
    pill.left > 0 && t('pillLeft', { count: pill.left }),
  ].filter((part) => part !== false)
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 bottom-3 z-10 flex justify-center">
      {parts.length > 0 && (
        <button
          type="button"
          onClick={onApply}
          data-tip={t('pillApply')}
          aria-keyshortcuts={ariaKeyshortcuts('apply-pill')}
          className="numeric pointer-events-auto flex h-8 animate-rise items-center gap-2 rounded-full bg-float px-3.5 text-base text-float-on shadow-float"
        >
          {parts.map((part, index) => (
            <span key={part} className={index === 0 ? '' : 'before:mr-2 before:opacity-60 before:content-["·"]'}>
              {part}
            </span>
          ))}
          <Kbd keys={keysFor('apply-pill')} tone="current" />
        </button>
      )}
    </div>
  )
}
