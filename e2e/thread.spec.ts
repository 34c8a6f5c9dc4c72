import type { House } from './house.ts'
import { details, row, thread } from './screen.ts'
import { expect, test } from './test.ts'

/** What Dimas writes, one message after the other: those of the same millisecond have no order. */
function dimasWrites({ vendor, idOf }: House, texts: readonly string[]): void {
  for (const text of texts) {
    vendor.clock.set(vendor.clock.now() + 1)
    vendor.receive({ conversation_id: idOf('Dimas Nugroho'), text })
  }
}

test('the newest messages are read first, and older ones come with scrolling', async ({ maya, house }) => {
  dimasWrites(
    house,
    Array.from({ length: 120 }, (_, at) => `Message number ${at + 1}.`),
  )
  await row(maya, 'Dimas Nugroho').click()
  const messages = thread(maya).getByRole('log', { name: 'Messages' })

  await expect(messages.getByText('Message number 120.')).toBeInViewport()
  await expect(messages.getByText('Message number 1.', { exact: true })).toBeHidden()

  await messages.hover()
  const seen = new Set<string>()
  const look = async () => {
    // Only what is near the sight is drawn, and nothing of it twice.
    const drawn = await messages.getByText(/^Message number \d+\.$/).allTextContents()
    expect(new Set(drawn).size).toBe(drawn.length)
    for (const text of drawn) seen.add(text)
  }
  const atStart = async () => {
    await look()
    await maya.mouse.wheel(0, -400)
    return messages.getByText('Is this still in stock?').isVisible()
  }
  await expect.poll(atStart, { intervals: [50], timeout: 20_000 }).toBe(true)
  await maya.mouse.wheel(0, -2000)
  await expect(messages.getByText('The conversation starts here')).toBeInViewport()
  await look()
  for (let number = 1; number <= 120; number += 1) expect(seen).toContain(`Message number ${number}.`)
})

test('a picture that is not there yet says so, and a message of a kind that nobody knows is named', async ({
  maya,
  house,
}) => {
  const { vendor, idOf } = house
  const conversation_id = idOf('Dimas Nugroho')
  vendor.receive({ conversation_id, type: 'image', content: { caption: 'Foto resi', media_id: 'med_1' } })
  vendor.receive({ conversation_id, type: 'hologram', content: { depth: 3 } })
  await row(maya, 'Dimas Nugroho').click()

  await expect(thread(maya).getByText('The vendor is still fetching this file.')).toBeVisible()
  await expect(thread(maya).getByText('Foto resi')).toBeVisible()
  await expect(thread(maya).getByText('Message of a kind that cannot be shown here: hologram')).toBeVisible()
})

test('what the shop wrote shows how far it came', async ({ maya, house }) => {
  await row(maya, 'Dimas Nugroho').click()
  await expect(thread(maya).getByText('Is this still in stock?')).toBeVisible()

  house.vendor.act(house.idOf('Dimas Nugroho'), { act: 'reply', text: 'Yes, three pieces.' })

  await expect(thread(maya).getByText('Yes, three pieces.')).toBeVisible({ timeout: 15_000 })
  await expect(thread(maya).getByText(/^(Sent|Delivered|Read)$/)).toBeVisible({ timeout: 15_000 })
})

test('the details tell who it is, and lead to other conversations of the same contact', async ({ maya, house }) => {
  const { vendor, idOf } = house
  const { contact } = vendor.conversation(idOf('Dimas Nugroho'))
  vendor.changeContact(contact.id, { email: 'dimas@contoh.example' })
  const other = vendor.placeConversation({
    contact_id: contact.id,
    status: 'resolved',
    last_message_at: '2026-02-03T04:05:06.000Z',
  })
  await maya.goto(`/inbox/${idOf('Dimas Nugroho')}?status=open`)

  await expect(details(maya).getByText('+62 811-0000-003')).toBeVisible()
  await expect(details(maya).getByText('dimas@contoh.example')).toBeVisible({ timeout: 20_000 })
  await expect(details(maya).getByText(idOf('Dimas Nugroho'))).toBeVisible()
  await maya.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await details(maya).getByRole('button', { name: 'Copy link' }).click()
  await expect(details(maya).getByText('Copied').first()).toBeAttached()
  await expect(async () => {
    await maya.reload()
    await details(maya)
      .getByRole('button', { name: /^Resolved/ })
      .click({ timeout: 2000 })
  }).toPass({ timeout: 20_000 })
  await expect(maya).toHaveURL(new RegExp(other.id))
})

test('messages that cannot be read now say so, and come when the vendor answers again', async ({ maya, house }) => {
  const path = `/conversations/${house.idOf('Dimas Nugroho')}/messages`
  await expect(row(maya, 'Dimas Nugroho')).toContainText('Is this still in stock?')
  house.vendor.faults.add({ kind: 'error', status: 503, path: `${path}*` })
  house.vendor.faults.add({ kind: 'error', status: 503, path: '/messages*' })
  await row(maya, 'Dimas Nugroho').click()
  await expect(thread(maya).getByText('The messages could not be loaded')).toBeVisible({ timeout: 20_000 })
  house.vendor.faults.clear()
  await expect(thread(maya).getByText('Is this still in stock?')).toBeVisible({ timeout: 40_000 })
})

test('a conversation whose part of the page does not come says so, and opens when it can be fetched', async ({
  maya,
  house,
}) => {
  const parts = /open-conversation-[^/]+\.js$/
  await maya.route(parts, async (route) => route.abort())
  await maya.goto(`/inbox/${house.idOf('Dimas Nugroho')}?status=open`)
  await expect(thread(maya).getByRole('alert')).toContainText('The conversation broke')
  await expect(row(maya, 'Dimas Nugroho')).toBeVisible()

  await maya.unroute(parts)
  await thread(maya).getByRole('button', { name: 'Try again' }).click()
  await expect(thread(maya).getByText('Is this still in stock?')).toBeVisible()
})
