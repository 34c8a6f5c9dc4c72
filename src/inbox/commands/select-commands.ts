import { command } from './command.ts'
import { activeRow } from './targets.ts'

export const selectCommands = [
  command({
    id: 'select',
    section: 'select',
    labelKey: 'commands.select',
    keys: ['x'],
    when: (context) => activeRow(context) !== null,
    run: (context) => {
      const id = activeRow(context)
      if (id !== null) context.inbox.selection.toggle(id)
    },
  }),
  command({
    id: 'extend-down',
    section: 'select',
    labelKey: 'commands.extend_down',
    keys: ['Shift+j', 'Shift+ArrowDown'],
    run: ({ inbox }) => inbox.selection.extend(1),
    repeats: true,
    hidden: true,
  }),
  command({
    id: 'extend-up',
    section: 'select',
    labelKey: 'commands.extend_up',
    keys: ['Shift+k', 'Shift+ArrowUp'],
    run: ({ inbox }) => inbox.selection.extend(-1),
    repeats: true,
    hidden: true,
  }),
  command({
    id: 'select-all',
    section: 'select',
    labelKey: 'commands.select_all',
    keys: ['Mod+a'],
    // In the thread the browser's own "select all" is what is meant.
    when: ({ inbox, openId }) => openId === null || (inbox.lists.main()?.snapshot().held ?? false),
    run: ({ inbox }) => inbox.selection.selectAllLoaded(),
  }),
  command({
    id: 'clear-selection',
    section: 'select',
    labelKey: 'commands.clear_selection',
    keys: [],
    when: ({ inbox }) => inbox.selection.count() > 0,
    run: ({ inbox }) => inbox.selection.clear(),
  }),
] as const
