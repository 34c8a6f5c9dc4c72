import { Link } from '@tanstack/react-router'
import { CircleHelp, Command, Settings } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { Views } from '#inbox/filters/views.tsx'
import type { View } from '#inbox/filters/views.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Kbd } from '#inbox/ui/kbd.tsx'
import { Mark } from '#inbox/ui/mark.tsx'
import { ConnectionList } from './connection-list.tsx'
import { LiveMark } from './live-mark.tsx'

type SidebarProps = { url: InboxUrl; onView: (view: View) => void; onPalette: () => void; onHelp: () => void }

/** The views, the vendors, and how the connection is. */
export function Sidebar({ url, onView, onPalette, onHelp }: SidebarProps) {
  const t = useTranslations('views')
  return (
    <aside aria-label={t('open')} className="flex min-h-full min-w-0 flex-1 flex-col gap-4 bg-canvas p-2">
      <div className="flex h-9 items-center gap-2.5 pr-1 pl-2">
        <Mark />
        <span className="flex-1 text-title font-semibold">Sigap</span>
        <button
          type="button"
          aria-keyshortcuts={ariaKeyshortcuts('palette')}
          data-tip={t('palette')}
          onClick={onPalette}
          className="flex rounded-small p-1 hover:bg-hover"
        >
          <span className="sr-only">{t('palette')}</span>
          <Kbd keys={keysFor('palette')} />
          <Command size={15} aria-hidden="true" className="hidden text-ink-secondary pointer-coarse:block" />
        </button>
      </div>
      <Views url={url} onView={onView} />
      <ConnectionList url={url} onView={onView} />
      <div className="mt-auto flex items-center gap-0.5 pl-2">
        <LiveMark />
        <IconButton label={t('help')} keys={keysFor('help')} onClick={onHelp}>
          <CircleHelp size={15} aria-hidden="true" />
        </IconButton>
        <Link
          to="/settings"
          aria-label={t('settings')}
          data-tip={t('settings')}
          className="inline-flex size-7 items-center justify-center rounded-control text-ink-secondary hover:bg-hover hover:text-ink pointer-coarse:size-10"
        >
          <Settings size={15} aria-hidden="true" />
        </Link>
      </div>
    </aside>
  )
}
