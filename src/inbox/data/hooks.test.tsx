import { QueryClientProvider } from '@tanstack/react-query'
import { memo } from 'react'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeGatewayModel } from '#mocks/builders/gateway-model.ts'
import { useConversation, useCount, useIsActive, useOpState, useShownList, useUnread } from './hooks.ts'
import { InboxProvider } from './inbox-context.tsx'
import { makeHarness } from './inbox.harness.ts'

const open = { status: 'open' } as const

const Row = memo(function Row({ id, drawn }: { id: string; drawn: Map<string, number> }) {
  const conversation = useConversation(id)
  const op = useOpState(id)
  const isActive = useIsActive(id)
  drawn.set(id, (drawn.get(id) ?? 0) + 1)
  return (
    <li aria-current={isActive}>
      {conversation?.contact.name} {conversation?.status} {op}
    </li>
  )
})

function Page({ drawn }: { drawn: Map<string, number> }) {
  const list = useShownList(open)
  const count = useCount({ status: 'resolved' })
  const unread = useUnread()
  return (
    <>
      <output>
        {list.phase} {list.size} resolved {count} unread {unread}
      </output>
      <ul>
        {list.ids.map((id) => (
          <Row key={id} id={id} drawn={drawn} />
        ))}
      </ul>
    </>
  )
}

async function drawList() {
  const rows = [makeConversation({ unread_count: 1 }), makeConversation(), makeConversation()]
  const ids = rows.map(({ id }) => id)
  const model = makeGatewayModel(rows, [])
  const harness = makeHarness(model)
  const drawn = new Map<string, number>()

  const screen = await render(
    <QueryClientProvider client={harness.queryClient}>
      <InboxProvider inbox={harness.inbox}>
        <Page drawn={drawn} />
      </InboxProvider>
    </QueryClientProvider>,
  )
  harness.inbox.start()
  await expect.element(screen.getByRole('status')).toHaveTextContent('ready 3 resolved 0 unread 1')
  drawn.clear()
  return { ...harness, screen, ids, drawn, model }
}

test('a row draws again only when its own conversation changes', async () => {
  const { screen, ids, drawn, model, emit } = await drawList()
  const [, second = ''] = ids
  model.receive(second)
  emit(model.events().at(-1) ?? { type: 'reload' })
  await expect.element(screen.getByRole('status')).toMatchTextContent(/unread 2/)
  expect([...drawn]).toEqual([[second, 1]])
})

test('a move of the active row draws two rows', async () => {
  const { inbox, screen, ids, drawn } = await drawList()
  inbox.selection.move(1)
  await expect.element(screen.getByRole('listitem').nth(0)).toHaveAttribute('aria-current', 'true')
  drawn.clear()
  inbox.selection.move(1)
  await expect.element(screen.getByRole('listitem').nth(1)).toHaveAttribute('aria-current', 'true')
  expect([...drawn]).toEqual([
    [ids[0], 1],
    [ids[1], 1],
  ])
})

test('a resolve shows in list and counts before the gateway has answered', async () => {
  const { inbox, screen, ids, patches } = await drawList()
  inbox.setStatus([ids[0] ?? ''], 'resolved')
  await expect.element(screen.getByRole('status')).toHaveTextContent('ready 2 resolved 1 unread 0')
  expect(screen.getByRole('listitem').elements()).toHaveLength(2)
  expect(patches).toHaveLength(1)
})

test('an act that waits for its next try is marked on its row', async () => {
  const { inbox, screen, ids, patches } = await drawList()
  inbox.assign([ids[0] ?? ''], { id: 'agt_me', name: 'Maya', email: null })
  await expect.element(screen.getByRole('listitem').nth(0)).toMatchTextContent(/sending/)
  await expect.poll(() => patches.length).toBe(1)
  patches[0]?.meet('busy')
  await expect.element(screen.getByRole('listitem').nth(0)).toMatchTextContent(/retrying/)
})
