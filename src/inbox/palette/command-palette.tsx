import { useTranslations } from 'use-intl'
import { keysFor } from '#inbox/commands/keymap.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { commands } from '#inbox/commands/registry.ts'
import { useWords } from '#inbox/words/use-words.ts'
import { PaletteBox } from './palette-box.tsx'

/** Every command that can do something now. `context` is read when one is chosen, so it acts on what is on the screen then. */
export function CommandPalette({ context, onClose }: { context: () => CommandContext; onClose: () => void }) {
  const t = useTranslations('palette')
  const words = useWords()
  const possible = commands.filter((command) => command.hidden !== true && command.when(context()))
  const items = possible.map((command) => ({
    id: command.id,
    label: words(command.labelKey),
    section: words(`sections.${command.section}`),
    keys: keysFor(command.id),
    run: () => command.run(context()),
  }))
  return <PaletteBox label={t('label')} placeholder={t('placeholder')} items={items} onClose={onClose} />
}
