import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { makeConnection } from '#mocks/builders/connection.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { openPage } from '../routes/page.harness.tsx'

const rina = { id: 'agt_rina', name: 'Rina Hartati', email: null }
const conversations = () => [
  makeConversation({ contact: { name: 'Ana Wijaya' } }),
  makeConversation({ contact: { name: 'Budi Hartono' }, assignee: rina }),
  makeConversation({ contact: { name: 'Citra Lestari' }, status: 'pending' }),
  makeConversation({ contact: { name: 'Dewi Tan' }, whatsapp_account: { phone_number: '+6285100000001' } }),
]
const HOUR = 3_600_000
/** Somebody whose reply window closes so long from now. */
const closing = (name: string, ms: number) => {
  const at = new Date(Date.now() + ms - 24 * HOUR).toISOString()
  return makeConversation({ contact: { name }, last_inbound_at: at, last_message_at: at })
}
const names = () => [...document.querySelectorAll('[role=option] bdi')].map((element) => element.textContent)
const statuses = page.getByRole('group', { name: 'Status' })
const search = page.getByRole('searchbox', { name: 'Search name, number, e-mail' })

test('each status says how many it would show, and choosing one is in the address', async () => {
  const { address, back } = await openPage('/inbox', { conversations: conversations() })
  await statuses.getByRole('button', { name: 'Pending 1 conversation' }).click()
  await expect.poll(names).toEqual(['Citra Lestari'])
  expect(address()).toBe('/inbox?status=pending')
  back()
  await expect
    .element(statuses.getByRole('button', { name: 'Open 3 conversations' }))
    .toHaveAttribute('aria-pressed', 'true')
})

test('what is typed reaches the address, finds by name and number, and Escape takes it away', async () => {
  const { address } = await openPage('/inbox', { conversations: conversations() })
  await expect.element(page.getByRole('listbox')).toBeVisible()
  await userEvent.keyboard('/')
  await expect.element(search).toHaveFocus()
  await userEvent.keyboard('budi')
  await expect.poll(names).toEqual(['Budi Hartono'])
  await expect.poll(address).toBe('/inbox?status=open&q=budi')
  await userEvent.keyboard('{Escape}')
  await expect.poll(names).toHaveLength(3)
  await expect.poll(address).toBe('/inbox?status=open')
})

test('keys after Enter in a search are meant for the list, however late it comes', async () => {
  const { gateway, address } = await openPage('/inbox', { conversations: conversations() })
  await expect.element(page.getByRole('listbox')).toBeVisible()
  await userEvent.keyboard('j')
  const release = gateway.faults.hold(endpoints.listConversations)
  await userEvent.keyboard('/budi{Enter}j{Enter}e')
  await expect.element(search).toHaveValue('budi')
  release()
  await expect.element(page.getByRole('listbox')).toHaveFocus()
  expect([address(), gateway.model.events()]).toEqual(['/inbox?status=open&q=budi', []])
})

test('the Enter that ends the composing of a word stays in the search', async () => {
  await openPage('/inbox', { conversations: conversations() })
  await expect.element(page.getByRole('listbox')).toBeVisible()
  await userEvent.keyboard('/budi')
  const ends = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })
  search.element().dispatchEvent(ends)
  await expect.element(search).toHaveFocus()
})

test('the letters of a search are not commands', async () => {
  const { gateway } = await openPage('/inbox', { conversations: conversations() })
  await expect.element(page.getByRole('listbox')).toBeVisible()
  await userEvent.keyboard('j/e')
  await expect.element(search).toHaveValue('e')
  expect(gateway.model.events()).toEqual([])
})

test('an agent is chosen from the keyboard', async () => {
  const { address } = await openPage('/inbox', { conversations: conversations() })
  const filter = page.getByRole('button', { name: 'Assignee: Anyone' })
  await filter.click()
  await expect.element(page.getByRole('option', { name: 'Rina Hartati' })).toBeVisible()
  await userEvent.keyboard('r{Enter}')
  await expect.poll(names).toEqual(['Budi Hartono'])
  expect(address()).toBe('/inbox?status=open&assignee=agt_rina')
  await expect.element(page.getByRole('button', { name: 'Assignee: Rina Hartati' })).toHaveFocus()
})

test('Escape closes an open filter and nothing else', async () => {
  const { address } = await openPage('/inbox?assignee=none', { conversations: conversations() })
  const filter = page.getByRole('button', { name: 'Assignee: Unassigned' })
  await filter.click()
  await expect.element(page.getByRole('listbox', { name: 'Assignee' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('listbox', { name: 'Assignee' })).not.toBeInTheDocument()
  await expect.element(filter).toHaveFocus()
  expect(address()).toContain('assignee=none')
})

test('a WhatsApp account narrows the list', async () => {
  await openPage('/inbox', { conversations: conversations() })
  await page.getByRole('button', { name: 'Account: Any account' }).click()
  await page.getByRole('option', { name: '+62 851-0000-0001' }).click()
  await expect.poll(names).toEqual(['Dewi Tan'])
})

test('a vendor narrows the list from the menu and from the side, with its own counts, and stands in the address', async () => {
  const crm = { id: 'con_crm', vendor: 'highlevel', vendor_name: 'HighLevel', name: 'CRM' }
  const rows = [
    ...conversations(),
    makeConversation({ contact: { name: 'Eka' }, connection: crm, channel: 'sms' }),
    makeConversation({ contact: { name: 'Fitri' }, connection: crm, channel: 'email' }),
  ]
  const { address } = await openPage('/inbox', {
    conversations: rows,
    connections: [makeConnection(), makeConnection(crm)],
  })
  await page.getByRole('button', { name: 'Account: Any account' }).click()
  await page.getByRole('option', { name: 'CRM', exact: true }).click()
  await expect.poll(names).toEqual(['Eka', 'Fitri'])
  expect(address()).toBe('/inbox?status=open&connection=con_crm')
  await expect.element(statuses.getByRole('button', { name: 'Open 2 conversations' })).toBeVisible()
  await page.getByRole('button', { name: 'Account: CRM' }).click()
  await page.getByRole('option', { name: 'CRM · SMS' }).click()
  await expect.poll(names).toEqual(['Eka'])
  expect(address()).toBe('/inbox?status=open&connection=con_crm&channel=sms')
  await expect.element(statuses.getByRole('button', { name: 'Open 1 conversation' })).toBeVisible()
  await page
    .getByRole('region', { name: 'Accounts' })
    .getByRole('button', { name: /Toko Jakarta works 3 conversations/ })
    .click()
  await expect.poll(names).toHaveLength(3)
  expect(address()).toBe('/inbox?status=open&connection=con_1')
})

test('what the team starred is a view of its own, one click and one sequence of keys away', async () => {
  const [ana, ...others] = conversations()
  const rows = [makeConversation({ ...ana, starred: true }), ...others]
  const { address } = await openPage('/inbox', { conversations: rows })
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Starred 1 conversation' }).click()
  await expect.poll(names).toEqual(['Ana Wijaya'])
  expect(address()).toBe('/inbox?status=all&starred=true')
  await userEvent.keyboard('jf')
  await expect.element(page.getByText('Nothing is starred')).toBeVisible()
  await userEvent.keyboard('go')
  await expect.poll(names).toHaveLength(3)
  await userEvent.keyboard('gs')
  await expect.element(page.getByText('Nothing is starred')).toBeVisible()
})

test('an address that makes no sense opens the inbox', async () => {
  await openPage('/inbox?status=broken&assignee=%3Cscript%3E&account=x&window=ajar&sort=last_message&starred=maybe', {
    conversations: conversations(),
  })
  await expect.poll(names).toHaveLength(3)
  await expect.element(statuses.getByRole('button', { name: /^Open/ })).toHaveAttribute('aria-pressed', 'true')
})

test('filtered to nothing, one click takes the filters away', async () => {
  await openPage('/inbox?q=nobody', { conversations: conversations() })
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect.poll(names).toHaveLength(3)
})

test('the views are one click and one sequence of keys away', async () => {
  const { address } = await openPage('/inbox', { conversations: conversations() })
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Unassigned 2 conversations' })
    .click()
  await expect.poll(names).toEqual(['Ana Wijaya', 'Dewi Tan'])
  await userEvent.keyboard('gp')
  await expect.poll(names).toEqual(['Citra Lestari'])
  expect(address()).toBe('/inbox?status=pending')
})

test('closing soon is one click away: what closes within two hours, the soonest first, with its number', async () => {
  const rows = [
    closing('Ana', 1.5 * HOUR),
    closing('Budi', 0.5 * HOUR),
    closing('Citra', 3 * HOUR),
    closing('Dewi', -HOUR),
  ]
  const { address } = await openPage('/inbox', { conversations: rows })
  const view = page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Closing soon 2 conversations' })
  await view.click()
  await expect.poll(names).toEqual(['Budi', 'Ana'])
  expect(address()).toBe('/inbox?status=open&window=closing&sort=window')
  await expect.element(view).toHaveAttribute('aria-current', 'page')
  await userEvent.keyboard('go')
  await expect.poll(names).toHaveLength(4)
  await userEvent.keyboard('gc')
  await expect.poll(names).toEqual(['Budi', 'Ana'])
})

test('with nothing to close soon the view says so', async () => {
  await openPage('/inbox?status=open&window=closing&sort=window', { conversations: [closing('Ana', 3 * HOUR)] })
  await expect.element(page.getByText('Nothing closes within two hours')).toBeVisible()
})

test('the window narrows any list, and the sort changes no more than the order', async () => {
  const rows = [closing('Ana', 5 * HOUR), closing('Budi', 3 * HOUR), closing('Citra', -HOUR)]
  const { address } = await openPage('/inbox', { conversations: rows })
  await page.getByRole('button', { name: 'Sort: Last message first' }).click()
  await page.getByRole('option', { name: 'Closing first' }).click()
  await expect.poll(names).toEqual(['Budi', 'Ana', 'Citra'])
  expect(address()).toBe('/inbox?status=open&sort=window')
  await page.getByRole('button', { name: 'Window: Any reply window' }).click()
  await page.getByRole('option', { name: 'Closed' }).click()
  await expect.poll(names).toEqual(['Citra'])
  expect(address()).toBe('/inbox?status=open&window=closed&sort=window')
})

test('an empty list says what narrows it and whether that is read at all, and is widened by one click', async () => {
  const crm = { id: 'con_crm', vendor: 'highlevel', vendor_name: 'HighLevel', name: 'CRM' }
  const reading = { state: 'catching_up' as const, backfill: { done: false, rows: 12, per_minute: 40 } }
  const { address, gateway } = await openPage('/inbox?assignee=none&connection=con_crm&channel=sms', {
    conversations: conversations(),
    connections: [makeConnection(), makeConnection(crm)],
  })
  const list = page.getByRole('region', { name: 'Conversations' })
  await expect.element(list).toMatchTextContent('Only these are shown: Open · Unassigned · CRM · SMS')
  await expect.element(list).not.toMatchTextContent('Reading')
  await expect.element(page.getByText('Live', { exact: true })).toBeVisible()
  gateway.live.send({ type: 'connections', connections: [makeConnection(), makeConnection({ ...crm, ...reading })] })
  await expect.element(list).toMatchTextContent('Reading CRM · HighLevel: 12 conversations so far, about 40 a minute')
  await list.getByRole('button', { name: 'Look in all accounts' }).click()
  await expect.poll(names).not.toEqual([])
  expect(address()).toBe('/inbox?status=open&assignee=none')
})

test('while an account is read for the first time, nothing is said to be done', async () => {
  const reading = { state: 'catching_up' as const, backfill: { done: false, rows: 0 } }
  await openPage('/inbox', { connections: [makeConnection(reading)] })
  await expect.element(page.getByText('Nothing here yet')).toBeVisible()
  await expect.element(page.getByText('All done')).not.toBeInTheDocument()
})

const height = () => document.querySelector('search')?.getBoundingClientRect().height
const tabNames = () => statuses.getByText(/^(Open|Pending|Resolved|All)$/).elements()

test('whatever is chosen, the filters take the same room, and on a small screen the statuses keep their names', async () => {
  const desk = { id: 'con_desk', name: 'Help desk of all shops in Greater Jakarta' }
  const mails = makeConversation({ contact: { name: 'Eka' }, connection: desk, channel: 'email' })
  await openPage('/inbox?window=open', {
    conversations: [...conversations(), mails],
    connections: [makeConnection(), makeConnection(desk)],
  })
  await expect.element(page.getByRole('button', { name: 'Account: Any account' })).toBeVisible()
  const before = height()
  await page.getByRole('button', { name: 'Account: Any account' }).click()
  await page.getByRole('option', { name: desk.name, exact: true }).click()
  await expect.element(page.getByRole('button', { name: `Account: ${desk.name}` })).toBeVisible()
  expect(height()).toBe(before)
  await page.viewport(320, 640)
  await expect
    .poll(() => tabNames().map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
    .toEqual([0, 0, 0, 0])
})
