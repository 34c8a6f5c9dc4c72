import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { commandSections } from '#inbox/commands/command.ts'
import { formatKeys } from '#inbox/commands/keymap.ts'
import { commands } from '#inbox/commands/registry.ts'
import { usePreferences } from '#inbox/data/hooks.ts'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Kbd } from '#inbox/ui/kbd.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { useWords } from '#inbox/words/use-words.ts'

/** Every key there is, by what it is for. */
export function CheatSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations()
  const words = useWords()
  const { shortcuts } = usePreferences()
  return (
    <Dialog label={t('help.title')} onClose={onClose} focus="dialog">
      <header className="flex shrink-0 items-center justify-between border-b border-line py-2.5 pr-2.5 pl-4">
        <h2 className="text-title font-semibold">{t('help.title')}</h2>
        <IconButton label={t('common.close')} keys="Esc" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="pane-scroll min-h-0 p-4">
        {!shortcuts && <Notice tone="warning">{t('help.off')}</Notice>}
        <div className="gap-8 sm:columns-2">
          {commandSections.map((section) => (
            <section key={section} className="mb-5 break-inside-avoid">
              <h3 className="mb-1 text-small font-medium text-ink-faint">{words(`sections.${section}`)}</h3>
              <ul>
                {commands
                  .filter((command) => command.section === section && command.keys.length > 0)
                  .map((command) => (
                    <li key={command.id} className="flex min-h-7 items-center justify-between gap-3 text-base">
                      {words(command.labelKey)}
                      <KeyList keys={command.keys} />
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  )
}

function KeyList({ keys }: { keys: readonly string[] }) {
  return (
    <span className="flex shrink-0 gap-1">
      {keys.map((key) => (
        <span key={key} className="flex gap-0.5">
          <span className="sr-only">{formatKeys(key)}</span>
          {formatKeys(key)
            .split(' ')
            .map((part) => (
              <Kbd key={part} keys={part} />
            ))}
        </span>
      ))}
    </span>
  )
}
