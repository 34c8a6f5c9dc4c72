import { Star, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import type { CommandId } from '#inbox/commands/registry.ts'
import { useSelectedCount } from '#inbox/data/hooks.ts'
import { Button } from '#inbox/ui/button.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'

/** How many rows are selected, what is done with them most, and the way out. */
export function SelectionBar({ onCommand }: { onCommand: (id: CommandId) => void }) {
  const t = useTranslations('list')
  const count = useSelectedCount()
  return (
    <div
      role="toolbar"
      aria-label={t('bulk')}
      className="flex h-11 shrink-0 items-center gap-1.5 border-b border-line bg-accent-tint pr-1.5 pl-3"
    >
      <span role="status" className="numeric min-w-0 flex-1 truncate text-base font-medium">
        {t('selectedCount', { count })}
      </span>
      <Button
        onClick={() => onCommand('resolve')}
        keys={keysFor('resolve')}
        aria-keyshortcuts={ariaKeyshortcuts('resolve')}
        className="h-7"
      >
        {t('resolve')}
      </Button>
      <Button
        onClick={() => onCommand('assign')}
        keys={keysFor('assign')}
        aria-keyshortcuts={ariaKeyshortcuts('assign')}
        className="h-7"
      >
        {t('assign')}
      </Button>
      <IconButton
        label={t('star')}
        keys={keysFor('star')}
        aria-keyshortcuts={ariaKeyshortcuts('star')}
        onClick={() => onCommand('star')}
      >
        <Star size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label={t('clearSelection')} keys={keysFor('out')} onClick={() => onCommand('clear-selection')}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
