import { command } from './command.ts'

export const viewCommands = [
  command({
    id: 'go-mine',
    section: 'views',
    labelKey: 'commands.go_mine',
    keys: ['g m'],
    when: ({ me }) => me.agent !== null,
    run: ({ go }) => go.view({ status: 'open', assignee: 'me' }),
  }),
  command({
    id: 'go-unassigned',
    section: 'views',
    labelKey: 'commands.go_unassigned',
    keys: ['g u'],
    run: ({ go }) => go.view({ status: 'open', assignee: 'none' }),
  }),
  command({
    id: 'go-all',
    section: 'views',
    labelKey: 'commands.go_all',
    keys: ['g a'],
    run: ({ go }) => go.view({ status: 'all' }),
  }),
  command({
    id: 'go-open',
    section: 'views',
    labelKey: 'commands.go_open',
    keys: ['g o'],
    run: ({ go }) => go.view({ status: 'open' }),
  }),
  command({
    id: 'go-closing',
    section: 'views',
    labelKey: 'commands.go_closing',
    keys: ['g c'],
    run: ({ go }) => go.view({ status: 'open', window: 'closing', sort: 'window' }),
  }),
  command({
    id: 'go-starred',
    section: 'views',
    labelKey: 'commands.go_starred',
    keys: ['g s'],
    run: ({ go }) => go.view({ status: 'all', starred: 'true' }),
  }),
  command({
    id: 'go-pending',
    section: 'views',
    labelKey: 'commands.go_pending',
    keys: ['g p'],
    run: ({ go }) => go.view({ status: 'pending' }),
  }),
  command({
    id: 'go-resolved',
    section: 'views',
    labelKey: 'commands.go_resolved',
    keys: ['g r'],
    run: ({ go }) => go.view({ status: 'resolved' }),
  }),
] as const

export const pageCommands = [
  command({
    id: 'new-conversation',
    section: 'page',
    labelKey: 'commands.new_conversation',
    keys: ['c'],
    when: ({ ui }) => ui.newConversation !== null,
    run: ({ ui }) => ui.newConversation?.(),
  }),
  command({
    id: 'search',
    section: 'page',
    labelKey: 'commands.search',
    keys: ['/'],
    run: ({ ui }) => ui.focusSearch(),
  }),
  command({
    id: 'apply-pill',
    section: 'page',
    labelKey: 'commands.apply_pill',
    keys: ['.'],
    when: ({ inbox }) => {
      const pill = inbox.lists.main()?.snapshot().pill
      return pill !== undefined && pill.fresh + pill.moved + pill.left > 0
    },
    run: ({ inbox }) => inbox.lists.main()?.applyPill(),
  }),
  command({
    id: 'toggle-details',
    section: 'page',
    labelKey: 'commands.toggle_details',
    keys: ['d'],
    run: ({ ui }) => ui.toggleDetails(),
  }),
  command({
    id: 'help',
    section: 'page',
    labelKey: 'commands.help',
    keys: ['?'],
    run: ({ ui }) => ui.help(),
  }),
  command({
    id: 'palette',
    section: 'page',
    labelKey: 'commands.palette',
    keys: ['Mod+k'],
    run: ({ ui }) => ui.palette('commands'),
    global: true,
    hidden: true,
  }),
] as const
