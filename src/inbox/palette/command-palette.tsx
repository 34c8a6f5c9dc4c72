import { useTranslations } from 'use-intl'
import { keysFor } from '#inbox/commands/keymap.ts'
import type { CommandContext } from '#inbox/commands/context.ts'
import { commands } from '#inbox/commands/registry.ts'
import { useWords } from '#inbox/words/use-words.ts'
import { PaletteBox } from './palette-box.tsx'
import type { PaletteItem } from './palette-box.tsx'
import { useFeedbackItems } from './use-feedback-items.ts'

type CommandPaletteProps = { typed: string; context: () => CommandContext; onClose: () => void }

/** Every command that can do something now. `context` is read when one is chosen, so it acts on what is on the screen then. */
export function CommandPalette({ typed, context, onClose }: CommandPaletteProps) {
  const t = useTranslations('palette')
  const words = useWords()
  const possible = commands.filter((command) => command.hidden !== true && command.when(context()))
  const items: PaletteItem[] = possible.map((command) => ({
    id: command.id,
    label: words(command.labelKey),
    section: words(`sections.${command.section}`),
    keys: keysFor(command.id),
    run: () => command.run(context()),
  }))
  const section = words('sections.conversation')
  const ofVendor = useFeedbackItems(context, section)
  // Behind the commands of their section, as items of one are neighbours.
  const end = items.findLastIndex((item) => item.section === section) + 1
  const all = items.toSpliced(end, 0, ...ofVendor)
  return <PaletteBox label={t('label')} placeholder={t('placeholder')} items={all} typed={typed} onClose={onClose} />
}
