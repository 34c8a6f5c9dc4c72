import { expect, test, vi } from 'vitest'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import { flush, makeHarness, me } from '#inbox/data/inbox.harness.ts'
import type { CommandContext } from './context.ts'
import { commandOf } from './registry.ts'

async function openPage(openAt: number | null = null) {
  const rows = [makeConversation(), makeConversation(), makeConversation()]
  const ids = rows.map(({ id }) => id)
  const { inbox } = makeHarness(makeGatewayModel(rows, []))
  const list = inbox.list({ status: 'open' })
  inbox.lists.enter(list)
  inbox.start()
  await flush()
  list.hold('focus', true)
  const page = { openId: openAt === null ? null : (ids[openAt] ?? null) }
  const go = {
    open: vi.fn<CommandContext['go']['open']>((id) => {
      page.openId = id
    }),
    close: vi.fn<() => void>(() => {
      page.openId = null
    }),
    view: vi.fn<CommandContext['go']['view']>(),
  }
  const ui = {
    palette: vi.fn<CommandContext['ui']['palette']>(),
    help: vi.fn<() => void>(),
    focusSearch: vi.fn<() => void>(),
    toggleDetails: vi.fn<() => void>(),
    composer: () => null,
    write: vi.fn<(mode: 'reply' | 'note') => void>(),
    newConversation: null,
    copy: vi.fn<(text: string) => Promise<void>>(),
  }
  const context = (): CommandContext => ({ inbox, me, search: { status: 'open' }, openId: page.openId, go, ui })
  const press = (id: string) => {
    const command = commandOf(id)
    if (command === undefined || !command.when(context())) return false
    command.run(context())
    return true
  }
  return { inbox, list, ids, page, go, ui, press }
}

test('J walks down the list, and takes an open thread with it', async () => {
  const { inbox, press, ids, go } = await openPage()
  press('next')
  press('next')
  expect(inbox.selection.activeId()).toBe(ids[1])
  expect(go.open).not.toHaveBeenCalled()
  const open = await openPage(0)
  open.press('next')
  expect(open.go.open).toHaveBeenCalledWith(open.ids[1], { replace: true })
})

test('E resolves the active row and moves on', async () => {
  const { inbox, press, ids, list } = await openPage()
  press('next')
  press('resolve')
  expect(list.snapshot().ids).toEqual(ids.slice(1))
  expect(inbox.selection.activeId()).toBe(ids[1])
})

test('E in a thread resolves that conversation and opens the next', async () => {
  const { inbox, press, ids, go } = await openPage(1)
  press('resolve')
  expect(inbox.conversations.get(ids[1] ?? '')?.status).toBe('resolved')
  expect(go.open).toHaveBeenCalledWith(ids[2], { replace: true })
})

test('] resolves and goes back up', async () => {
  const { press, ids, go } = await openPage(1)
  press('resolve-previous')
  expect(go.open).toHaveBeenCalledWith(ids[0], { replace: true })
})

test('resolving the last one closes the thread', async () => {
  const { press, page } = await openPage(0)
  press('resolve')
  press('resolve')
  press('resolve')
  expect(page.openId).toBeNull()
})

test('E reopens what is resolved already', async () => {
  const { inbox, press, ids, page } = await openPage(0)
  const [first = ''] = ids
  press('resolve')
  page.openId = first
  press('resolve')
  expect(inbox.conversations.get(first)?.status).toBe('open')
})

test('what is open and not in the list stays open, whatever is done to it', async () => {
  const { inbox, press, page, go } = await openPage()
  const linked = makeConversation({ status: 'resolved' })
  inbox.takeRead([linked], 0)
  page.openId = linked.id
  for (const key of ['star', 'assign-to-me', 'pending']) press(key)
  expect(inbox.conversations.get(linked.id)).toMatchObject({
    starred: true,
    status: 'pending',
    assignee: { id: 'agt_me' },
  })
  expect([page.openId, go.open.mock.calls, go.close.mock.calls]).toEqual([linked.id, [], []])
})

test('Enter opens and X selects only what the list shows', async () => {
  const { inbox, press, go } = await openPage()
  press('next')
  inbox.lists.enter(inbox.list({ status: 'resolved' }))
  expect([press('open'), press('select')]).toEqual([false, false])
  expect(go.open).not.toHaveBeenCalled()
})

test('the selected rows go before the open one', async () => {
  const { inbox, press, ids } = await openPage(0)
  inbox.selection.toggle(ids[1] ?? '')
  inbox.selection.toggle(ids[2] ?? '')
  press('pending')
  expect(ids.map((id) => inbox.conversations.get(id)?.status)).toEqual(['open', 'pending', 'pending'])
})

test('I assigns to me, Shift+I to nobody, Z takes it back', async () => {
  const { inbox, press, ids } = await openPage(0)
  const holder = () => inbox.conversations.get(ids[0] ?? '')?.assignee?.name ?? null
  press('assign-to-me')
  expect(holder()).toBe('Maya')
  press('unassign')
  expect(holder()).toBeNull()
  press('undo')
  expect(holder()).toBe('Maya')
})

test('Escape gives up the selection first, then the thread', async () => {
  const { inbox, press, ids, page } = await openPage(0)
  inbox.selection.toggle(ids[1] ?? '')
  press('out')
  expect(inbox.selection.count()).toBe(0)
  expect(page.openId).toBe(ids[0])
  press('out')
  expect(page.openId).toBeNull()
})

test('nothing is acted on that the list does not show', async () => {
  const { inbox, press } = await openPage()
  inbox.selection.activate('cnv_elsewhere')
  expect(press('resolve')).toBe(false)
})

test('with a thread open, select all is left to the browser', async () => {
  const { list, press, inbox } = await openPage(0)
  list.hold('focus', false)
  expect(press('select-all')).toBe(false)
  list.hold('focus', true)
  expect(press('select-all')).toBe(true)
  expect(inbox.selection.count()).toBe(3)
})
