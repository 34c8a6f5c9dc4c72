import type { Command } from './command.ts'
import { answerCommands } from './answer-commands.ts'
import { conversationCommands } from './conversation-commands.ts'
import { moveCommands } from './move-commands.ts'
import { pageCommands, viewCommands } from './page-commands.ts'
import { selectCommands } from './select-commands.ts'

const all = [
  ...conversationCommands,
  ...answerCommands,
  ...moveCommands,
  ...selectCommands,
  ...viewCommands,
  ...pageCommands,
] as const

export type CommandId = (typeof all)[number]['id']

/** Everything that an agent can do, in the order in which the palette and the cheat sheet show it. */
export const commands: readonly (Command & { id: CommandId })[] = all

const byId = new Map<string, Command & { id: CommandId }>(commands.map((one) => [one.id, one]))

/** The command of an id, as a toast or a test names it; undefined for an id that nobody has. */
export function commandOf(id: string): (Command & { id: CommandId }) | undefined {
  return byId.get(id)
}
