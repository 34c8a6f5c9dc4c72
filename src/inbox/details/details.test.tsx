import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { makeChannel, makeConnection } from '#mocks/builders/connection.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { openPage } from '../routes/page.harness.tsx'

const details = page.getByRole('complementary', { name: 'Details' })
const ana = (overrides: Parameters<typeof makeConversation>[0] = {}) =>
  makeConversation({
    id: 'cnv_ana',
    ...overrides,
    contact: { id: 'ctc_ana', name: 'Ana Wijaya', phone_number: '+6281255500134', email: 'ana@example.com' },
  })

test('the details say how the contact is reached and which of our numbers they wrote to', async () => {
  await openPage('/inbox/cnv_ana', { conversations: [ana()] })
  await expect.element(details).toMatchTextContent('+62 812-5550-0134')
  await expect.element(details).toMatchTextContent('ana@example.com')
  await expect.element(details).toMatchTextContent('+62 851-1760-2334')
  await expect.element(details).toMatchTextContent('cnv_ana')
})

test('what nobody told is not said to be nothing', async () => {
  const untold = { last_message_at: null, last_inbound_at: null, preview: null, activity_untold: true }
  const mail = { channel: 'email', last_inbound_at: null, window_closes_at: null }
  const others = [ana({ id: 'cnv_untold', ...untold }), ana({ id: 'cnv_none', ...untold, activity_untold: false })]
  await openPage('/inbox/cnv_ana', { conversations: [ana(mail), ...others] })
  await expect.element(details).toMatchTextContent(/Last inboundNot known/)
  await expect.element(details.getByRole('listitem').last()).toMatchTextContent(/No messages yet/)
  const untoldOne = details.getByRole('listitem').first()
  await expect.element(untoldOne).toMatchTextContent(/WhatsApp/)
  await untoldOne.getByRole('button').click()
  await expect.element(details).toMatchTextContent(/Last messageNot knownLast inboundNot known/)
})

test('tags stand in their line, as text, however many and however long', async () => {
  const many = Array.from({ length: 30 }, (_, at) => `tag ${at}`)
  const tags = ['<b>vip</b>', 'x'.repeat(300), ' ', ...many]
  await openPage('/inbox/cnv_ana', {
    conversations: [ana({ tags })],
    connections: [makeConnection({ channels: [makeChannel({ tags_of: 'contact' })] })],
  })
  await expect.element(details.getByRole('definition').filter({ hasText: '<b>vip</b>' })).toMatchTextContent(/tag 29$/)
  await expect.element(details).toMatchTextContent('Contact tags')
  const pane = details.element()
  expect(pane.scrollWidth).toBe(pane.clientWidth)
  const chips = [...pane.querySelectorAll('dd li')]
  expect(chips).toHaveLength(tags.length - 1)
  const { right } = pane.getBoundingClientRect()
  expect(chips.every((chip) => chip.getBoundingClientRect().right <= right)).toBe(true)
})

test('a conversation of a vendor that cannot be reached is not said to be up to date', async () => {
  const down = { state: 'down' as const, last_sync_at: '2026-11-20T08:30:00.000Z' }
  const { gateway } = await openPage('/inbox/cnv_ana', { conversations: [ana()] })
  await expect.element(details).toMatchTextContent('Kirim.chat Up to date')
  await expect.element(page.getByText('Live', { exact: true })).toBeVisible()
  gateway.live.send({ type: 'connections', connections: [makeConnection(down)] })
  await expect.element(details).toMatchTextContent(/Kirim\.chat cannot be reached, last heard Nov 20, \d\d:30/)
  await expect.element(details).not.toMatchTextContent('Up to date')
})

test('an e-mail is headed by the address, and nothing is said of numbers where there are none', async () => {
  const address = { channel: 'email', window_closes_at: null }
  await openPage('/inbox/cnv_ana', { conversations: [ana(address)] })
  const heading = page.getByRole('main', { name: 'Conversation' })
  await expect.element(heading).toMatchTextContent('ana@example.com · E-mail')
  await expect.element(heading).not.toMatchTextContent('+62')
})

test('of a conversation that is not here nothing is said to be on its way', async () => {
  await openPage('/inbox/cnv_nobody', { conversations: [ana()] })
  await expect.element(page.getByText('This conversation is not here')).toBeVisible()
  await expect.element(page.getByText('Loading details…')).not.toBeInTheDocument()
})

test('the status is changed in the details', async () => {
  const { gateway } = await openPage('/inbox/cnv_ana', { conversations: [ana()] })
  await details.getByRole('button', { name: 'Status: Open' }).click()
  await page.getByRole('option', { name: 'Pending' }).click()
  await expect.element(details.getByRole('button', { name: 'Status: Pending' })).toHaveFocus()
  await expect.poll(() => gateway.model.get('cnv_ana').status).toBe('pending')
})

test('the assignee is changed in the details', async () => {
  const { gateway } = await openPage('/inbox/cnv_ana', { conversations: [ana()] })
  await details.getByRole('button', { name: 'Assignee: Unassigned' }).click()
  await page.getByRole('option', { name: 'Rina Hartati' }).click()
  await expect.poll(() => gateway.model.get('cnv_ana').assignee?.id).toBe('agt_rina')
})

test('what a vendor refused is told until it is dismissed', async () => {
  const at = '2026-11-20T09:00:00.000Z'
  const notices = [
    { field: 'status' as const, wanted: 'resolved', code: 'conversation_locked', message: 'Locked.', at },
    { field: 'assignee' as const, wanted: 'Rina', code: 'user_inactive', message: 'Gone.', at },
  ]
  await openPage('/inbox/cnv_ana', { conversations: [ana({ sync: { notices } })] })
  await expect.element(details).toMatchTextContent('Kirim.chat refused to set the status to Resolved.')
  await expect.element(details).toMatchTextContent('Code: conversation_locked')
  await expect.element(details).toMatchTextContent('Code: user_inactive')
  await details.getByRole('button', { name: 'Dismiss' }).click()
  await expect.element(details.getByRole('button', { name: 'Dismiss' })).not.toBeInTheDocument()
})

test('a field that is kept here is said to be, with the vendor and why', async () => {
  const crm = { id: 'con_1', vendor: 'highlevel', vendor_name: 'HighLevel', name: 'CRM' }
  const sms = makeChannel({ name: 'sms', holds: ['assignee', 'starred', 'read'], assigning: 'changes_contact_owner' })
  await openPage('/inbox/cnv_ana', {
    conversations: [ana({ connection: crm, channel: 'sms', sync: { kept_here: ['status', 'assignee'] } })],
    connections: [makeConnection({ ...crm, channels: [sms] })],
  })
  const words = ' is kept here and your team sees it; nobody at HighLevel does.'
  await expect.element(details).toMatchTextContent(`HighLevel has no status: this one${words}`)
  await expect.element(details).toMatchTextContent(`HighLevel does not know this assignee: the assignment${words}`)
  await expect.element(details).toMatchTextContent('Assigning also changes who owns this contact in HighLevel.')
})

test('a star is kept here only once there is one', async () => {
  const sync = { kept_here: ['starred' as const] }
  await openPage('/inbox/cnv_ana', { conversations: [ana({ starred: true, sync })] })
  await expect.element(details).toMatchTextContent('Kirim.chat has no stars: this one is kept here')
  await userEvent.keyboard('f')
  await expect.element(details).not.toMatchTextContent('Kirim.chat has no stars')
})

test('other conversations of the same contact are one click away', async () => {
  const other = makeConversation({
    id: 'cnv_other',
    status: 'resolved',
    contact: { id: 'ctc_ana', name: 'Ana Wijaya' },
    preview: { text: 'Refund #19877', direction: 'inbound' },
  })
  const { address } = await openPage('/inbox/cnv_ana', { conversations: [ana(), other] })
  await details.getByRole('button', { name: /Refund #19877/ }).click()
  expect(address()).toBe('/inbox/cnv_other?status=open')
})

test('who may be the same person at another vendor is suggested, with why, and is one click away', async () => {
  const desk = { id: 'con_desk', vendor: 'teamwork-desk', vendor_name: 'Teamwork Desk', name: 'Help desk' }
  const same = makeConversation({
    id: 'cnv_desk',
    connection: desk,
    contact: { id: 'ctc_desk', name: 'Ana W.', email: 'ana@example.com', phone_number: null },
  })
  const { address } = await openPage('/inbox/cnv_ana', {
    conversations: [ana(), same, makeConversation({ connection: desk })],
    connections: [makeConnection(), makeConnection(desk)],
  })
  await expect.element(details.getByRole('heading', { name: 'Perhaps the same person' })).toBeVisible()
  await details.getByRole('button', { name: /Ana W\.\s*Same e-mail · Help desk · Teamwork Desk/ }).click()
  expect(address()).toBe('/inbox/cnv_desk?status=open')
})

test('the details can be put away, and stay away', async () => {
  await openPage('/inbox/cnv_ana', { conversations: [ana()] })
  await details.getByRole('button', { name: 'Hide details' }).click()
  await expect.element(details).not.toBeInTheDocument()
  expect(localStorage.getItem('sigap.preferences')).toContain('"details":false')
})
