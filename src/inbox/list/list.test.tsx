import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { makeAgent } from '#mocks/builders/agent.ts'
import { BUILDERS_EPOCH_MS, makeConversation } from '#mocks/builders/conversation.ts'
import { openPage } from '../routes/page.harness.tsx'

const rina = { id: 'agt_rina', name: 'Rina Hartati', email: null }
const named = (...names: string[]) => names.map((name) => makeConversation({ contact: { name } }))
const list = () => page.getByRole('listbox', { name: 'Conversations' })
const row = (name: string) => list().getByRole('option', { name: new RegExp(`^${name} `) })
const drawn = () => [...document.querySelectorAll<HTMLElement>('[data-conversation-id]')]
const order = () => drawn().map((element) => element.querySelector('bdi')?.textContent)

test(
  'scrolling meets each of 2,000 conversations, and no more than 80 rows are ever drawn',
  { timeout: 60_000 },
  async () => {
    const conversations = Array.from({ length: 2000 }, () => makeConversation())
    await openPage('/inbox', { conversations })
    await expect.element(list().getByRole('option').first()).toBeVisible()
    const met = new Set<string>()
    let most = 0
    const lookAndScroll = () => {
      for (const { dataset } of drawn()) met.add(dataset['conversationId'] ?? '')
      most = Math.max(most, drawn().length)
      // From the last row that was drawn to the next ones: nothing is jumped over, however slow the machine is.
      drawn().at(-1)?.scrollIntoView()
      return met.size
    }
    await expect.poll(lookAndScroll, { timeout: 50_000, interval: 10 }).toBe(2000)
    expect(most).toBeLessThanOrEqual(80)
    await expect.element(page.getByText(/That is all 2,?000/)).toBeVisible()
  },
)

test('the active row is in sight wherever the keys or the wheel have led', async () => {
  await openPage('/inbox', { conversations: Array.from({ length: 60 }, () => makeConversation()) })
  await expect.element(list().getByRole('option').first()).toBeVisible()
  const active = () => document.getElementById(list().element().getAttribute('aria-activedescendant') ?? '')
  const isInSight = () => {
    const box = list().element().parentElement?.getBoundingClientRect()
    const row = active()?.getBoundingClientRect()
    return box !== undefined && row !== undefined && row.top >= box.top && row.bottom <= box.bottom
  }
  const press = async (key: string, times: number) => {
    for (let at = 0; at < times; at += 1) {
      await userEvent.keyboard(key)
      await expect.poll(isInSight).toBe(true)
    }
  }
  await press('j', 60)
  expect(active()?.getAttribute('aria-posinset')).toBe('60')
  await press('k', 25)
  list().element().parentElement?.scrollTo(0, 0)
  await press('k', 1)
  list().element().parentElement?.scrollTo(0, 100_000)
  await press('k', 33)
  expect(active()?.getAttribute('aria-posinset')).toBe('1')
})

test('a row says who, what, when, whose, and how long there is to answer', async () => {
  const at = new Date(BUILDERS_EPOCH_MS - 5 * 60_000).toISOString()
  const conversation = makeConversation({
    contact: { name: 'Ana Wijaya' },
    assignee: rina,
    unread_count: 2,
    last_message_at: at,
    last_inbound_at: at,
    preview: { text: 'Kapan dikirim?', direction: 'inbound' },
  })
  await openPage('/inbox', { conversations: [conversation], clock: () => BUILDERS_EPOCH_MS })
  const option = row('Ana Wijaya')
  await expect.element(option).toMatchTextContent(/\+62 851-1760-2334/)
  await expect.element(option).toMatchTextContent(/5m/)
  await expect.element(option).toMatchTextContent(/Kapan dikirim\?/)
  await expect.element(option).toMatchTextContent(/2 unread messages/)
  await expect.element(option).toMatchTextContent(/Assigned to Rina Hartati/)
  await expect.element(option).toMatchTextContent('23 h 55 m to reply')
  await expect.element(option).toHaveAttribute('aria-setsize', '1')
})

test('only a row without messages is said to have none: one whose newest message was not read yet says nothing', async () => {
  const unread = { preview: null, last_message_at: null, last_inbound_at: null }
  await openPage('/inbox', {
    conversations: [
      makeConversation({ contact: { name: 'Ana' }, preview: null }),
      makeConversation({ contact: { name: 'Budi' }, ...unread, activity_untold: true }),
      makeConversation({ contact: { name: 'Citra' }, ...unread }),
    ],
  })
  await expect.element(row('Citra')).toMatchTextContent(/No messages yet/)
  await expect.element(row('Ana')).not.toMatchTextContent(/No messages yet/)
  await expect.element(row('Budi')).not.toMatchTextContent(/No messages yet|has not written/)
})

test('under the pointer a row that a colleague resolved stays where it is and says who did it', async () => {
  const conversations = named('Ana', 'Budi', 'Citra')
  const { gateway } = await openPage('/inbox', { conversations })
  await row('Ana').hover()
  gateway.act(conversations[1]?.id ?? '', { status: 'resolved' }, rina)
  await expect.element(row('Budi')).toMatchTextContent(/Resolved by Rina Hartati/)
  expect(order()).toEqual(['Ana', 'Budi', 'Citra'])
  await page.getByRole('button', { name: '1 left' }).click()
  await expect.element(row('Budi')).not.toBeInTheDocument()
})

test('a customer who writes moves nothing under the pointer until the pill is pressed', async () => {
  const conversations = named('Ana', 'Budi', 'Citra')
  const { gateway } = await openPage('/inbox', { conversations })
  await row('Ana').hover()
  gateway.receive(conversations[2]?.id ?? '')
  await expect.element(page.getByRole('button', { name: '1 moved' })).toBeVisible()
  expect(order()).toEqual(['Ana', 'Budi', 'Citra'])
  await userEvent.keyboard('.')
  await expect.poll(order).toEqual(['Citra', 'Ana', 'Budi'])
})

test('a click opens the conversation that it showed', async () => {
  const conversations = named('Ana', 'Budi')
  const { address } = await openPage('/inbox', { conversations })
  await row('Budi').click()
  await expect.element(page.getByRole('heading', { name: 'Budi', level: 2 }).first()).toBeVisible()
  expect(address()).toBe(`/inbox/${conversations[1]?.id}?status=open`)
})

test('E resolves the active row, goes on to the next, and Z takes it back to its place', async () => {
  await openPage('/inbox', { conversations: named('Ana', 'Budi', 'Citra') })
  await expect.element(row('Ana')).toBeVisible()
  await userEvent.keyboard('jje')
  await expect.poll(order).toEqual(['Ana', 'Citra'])
  await expect.element(list()).toHaveAttribute('aria-activedescendant', row('Citra').element().id)
  await userEvent.keyboard('z')
  await expect.poll(order).toEqual(['Ana', 'Budi', 'Citra'])
})

test('several selected rows are resolved at once', async () => {
  await openPage('/inbox', { conversations: named('Ana', 'Budi', 'Citra') })
  await expect.element(row('Ana')).toBeVisible()
  await userEvent.keyboard('jx{Shift>}j{/Shift}')
  const toolbar = page.getByRole('toolbar', { name: 'Actions for the selected conversations' })
  await expect.element(toolbar).toMatchTextContent(/2 selected/)
  await toolbar.getByRole('button', { name: 'Resolve' }).click()
  await expect.poll(order).toEqual(['Citra'])
})

test('an empty view says why and what will happen', async () => {
  await openPage('/inbox?status=open&assignee=me')
  await expect.element(page.getByText('Nothing is assigned to you')).toBeVisible()
})

test('a new workspace says what is to be done first, to whoever may do it', async () => {
  await openPage('/inbox', { connections: [], me: { agent: makeAgent({ role: 'owner' }) } })
  await expect.element(page.getByText('Nothing is connected yet')).toBeVisible()
  await page.getByRole('link', { name: 'Connect an account' }).click()
  await expect.element(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible()
})

test('a list that failed says so, and is there after trying again', async () => {
  await openPage('/inbox', {
    conversations: named('Ana'),
    prepare: ({ faults }) => faults.fail(endpoints.listConversations, 'invalid_cursor'),
  })
  await expect.element(page.getByRole('alert')).toMatchTextContent(/The list could not be loaded/)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(row('Ana')).toBeVisible()
  await expect.element(page.getByRole('listbox')).toHaveFocus()
})

test('a next page that failed can be asked for again', async () => {
  const conversations = Array.from({ length: 150 }, () => makeConversation())
  const { gateway } = await openPage('/inbox', { conversations })
  await expect.element(list().getByRole('option').first()).toBeVisible()
  gateway.faults.fail(endpoints.listConversations, 'invalid_cursor')
  list().element().parentElement?.scrollTo(0, 100_000)
  await expect.element(page.getByText('More could not be loaded.')).toBeVisible()
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect.element(page.getByText('That is all 150')).toBeInTheDocument()
})

test('whoever tabs on from the list meets the asking for more once, however many pages follow', async () => {
  const { gateway } = await openPage('/inbox', { conversations: Array.from({ length: 350 }, () => makeConversation()) })
  await expect.element(list().getByRole('option').first()).toBeVisible()
  const release = gateway.faults.hold(endpoints.listConversations)
  list().element().focus()
  await userEvent.tab()
  await expect.element(page.getByRole('button', { name: 'Loading more…' })).toHaveFocus()
  release()
  await expect.element(page.getByRole('button', { name: 'Load more' })).toHaveFocus()
  await userEvent.tab()
  await expect.element(page.getByRole('button', { name: 'Load more' })).not.toHaveFocus()
})

/** A newest message that has no words of its own. */
const preview = (type: string, direction: 'inbound' | 'outbound' = 'inbound') => ({
  preview: { text: `[${type}]`, direction, type },
})

test('a message without words is called by what it is, and a kind that is not known by its name', async () => {
  const typed = { preview: { text: '[image]', direction: 'inbound' as const } }
  await openPage('/inbox', {
    conversations: [
      makeConversation({ contact: { name: 'Ana' }, ...preview('image') }),
      makeConversation({ contact: { name: 'Budi' }, ...preview('audio', 'outbound') }),
      makeConversation({ contact: { name: 'Citra' }, ...preview('order') }),
      makeConversation({ contact: { name: 'Dewi' }, ...typed }),
    ],
  })
  await expect.element(row('Ana')).toMatchTextContent('Photo')
  await expect.element(row('Budi')).toMatchTextContent('You: Voice message')
  await expect.element(row('Citra')).toMatchTextContent('[order]')
  // Somebody's own words stay as they are.
  await expect.element(row('Dewi')).toMatchTextContent('[image]')
})
