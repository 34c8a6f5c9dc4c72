import { command } from './command.ts'
import type { CommandContext } from './context.ts'

const isWriting = ({ ui }: CommandContext) => ui.composer()?.hasFocus() === true

export const answerCommands = [
  command({
    id: 'reply',
    section: 'answer',
    labelKey: 'commands.reply',
    keys: ['r'],
    when: ({ openId }) => openId !== null,
    run: ({ ui }) => ui.write('reply'),
  }),
  command({
    id: 'note',
    section: 'answer',
    labelKey: 'commands.note',
    keys: ['n'],
    when: ({ openId }) => openId !== null,
    run: ({ ui }) => ui.write('note'),
  }),
  command({
    id: 'send',
    section: 'answer',
    labelKey: 'commands.send',
    keys: ['Mod+Enter'],
    global: true,
    when: isWriting,
    run: ({ ui }) => ui.composer()?.send(false),
  }),
  command({
    id: 'send-resolve',
    section: 'answer',
    labelKey: 'commands.send_resolve',
    keys: ['Mod+Shift+Enter'],
    global: true,
    when: isWriting,
    run: ({ ui }) => ui.composer()?.send(true),
  }),
  command({
    id: 'template',
    section: 'answer',
    labelKey: 'commands.template',
    keys: ['t'],
    when: ({ ui }) => typeof ui.composer()?.pickTemplate === 'function',
    run: ({ ui }) => ui.composer()?.pickTemplate?.(),
  }),
] as const
