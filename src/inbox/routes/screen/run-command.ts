import type { CommandContext } from '#inbox/commands/context.ts'
import { commandOf } from '#inbox/commands/registry.ts'
import type { CommandId } from '#inbox/commands/registry.ts'

/** Does what the command's key would do. */
export function runCommand(id: CommandId, context: CommandContext): void {
  const command = commandOf(id)
  if (command?.when(context) === true) command.run(context)
}
