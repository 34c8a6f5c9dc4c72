import type { CommandContext } from './context.ts'

export const commandSections = ['conversation', 'answer', 'move', 'select', 'views', 'page'] as const
export type CommandSection = (typeof commandSections)[number]

/** Something that an agent can do, as data: key handler, palette, buttons, tooltips, cheat sheet and tests read the same line. */
export type Command = {
  id: string
  section: CommandSection
  /** The key of its words in the catalogue. */
  labelKey: string
  /** Written as in `Shift+j`, `Mod+k`, `g m` (one after the other); `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys: readonly string[]
  /** Whether it can do something now. */
  when: (context: CommandContext) => boolean
  run: (context: CommandContext) => void
  /** May run again and again while its key is held down; what changes state never does. */
  repeats?: boolean
  /** Works while the agent types, too. */
  global?: boolean
  /** Left out of the palette: it moves about, or is the palette itself. */
  hidden?: boolean
}

const always = () => true

/** Keeps a command's id and keys as literal types, so that `CommandId` is exact and a clash of keys is a type error. */
export function command<const Id extends string, const Keys extends readonly string[]>(
  definition: Omit<Command, 'id' | 'keys' | 'when'> & { id: Id; keys: Keys; when?: Command['when'] },
): Command & { id: Id; keys: Keys } {
  return { when: always, ...definition }
}
