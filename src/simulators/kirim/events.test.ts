import { expect, test } from 'vitest'

import { listUsers } from './organisation.ts'
import { customer, object, rows, shop, startMs, testVendor } from './test-vendor.ts'

const everything = [
  'message.received',
  'message.status',
  'conversation.assigned',
  'conversation.closed',
  'contact.updated',
]

test("an inbound message is passed on in Meta's shape, with no conversation id", async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'])
  const { message, conversation } = vendor.sim.receive({ from: customer, name: 'Ana', text: 'Halo' })
  await vendor.sim.settled()
  const [hook] = hooks
  expect(hook?.json).toMatchObject({
    object: 'whatsapp_business_account',
    entry: [
      {
        changes: [
          {
            field: 'messages',
            value: {
              metadata: { display_phone_number: shop.slice(1) },
              contacts: [{ profile: { name: 'Ana' }, wa_id: customer.slice(1) }],
              messages: [
                {
                  from: customer.slice(1),
                  id: message.wamid,
                  timestamp: String(startMs / 1000),
                  type: 'text',
                  text: { body: 'Halo' },
                },
              ],
            },
          },
        ],
      },
    ],
  })
  expect(hook?.body).not.toContain(conversation.id)
})

test("places, cards, reactions, choices and answers are told in Meta's shape", async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.received'])
  const { message: first } = vendor.sim.receive({ from: customer })
  const target = first.id
  const card = { name: 'Budi', phone: '+62 812', wa_id: '62812' }
  const said: [type: string, content: object][] = [
    ['contacts', { contacts: [card] }],
    ['reaction', { reaction: { target_message_id: target, emoji: '👍' } }],
    ['button', { button: { payload: 'YES', text: 'Ya' } }],
    ['interactive', { interactive: { type: 'list_reply', id: 'm', title: 'M', description: 'Stok 3' } }],
    ['text', { content: 'Ya', context: { message_id: target } }],
  ]
  for (const [type, content] of said) vendor.sim.receive({ from: customer, type, content: { ...content } })
  await vendor.sim.settled()
  const told = hooks.slice(1).map(({ json }) => {
    const [change] = rows(object(rows(json['entry'])[0])['changes'])
    return rows(object(change?.['value'])['messages'])[0]
  })
  expect(told).toMatchObject([
    { contacts: [{ name: { formatted_name: 'Budi' }, phones: [{ phone: '+62 812', wa_id: '62812' }] }] },
    { reaction: { message_id: first.wamid, emoji: '👍' } },
    { button: { payload: 'YES', text: 'Ya' } },
    { interactive: { type: 'list_reply', list_reply: { id: 'm', title: 'M', description: 'Stok 3' } } },
    { text: { body: 'Ya' }, context: { id: first.wamid } },
  ])
})

test('only an assignment, a closing and a contact change are announced', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(everything)
  const { id, contact } = vendor.sim.placeConversation({})
  const [maya] = listUsers(vendor.sim.vendor.store)
  const user_id = maya?.id ?? ''
  const seen: unknown[][] = []
  const acts = [
    { act: 'pending' },
    { act: 'reopen' },
    { act: 'read' },
    { act: 'assign', user_id },
    { act: 'assign', user_id },
    { act: 'unassign' },
    { act: 'resolve', by: user_id },
    { act: 'resolve' },
    { act: 'reopen' },
  ] as const
  for (const act of acts) {
    hooks.length = 0
    vendor.sim.act(id, act)
    await vendor.sim.settled()
    seen.push(hooks.map(({ json }) => json['type']))
  }
  expect(seen).toEqual([
    [],
    [],
    [],
    ['conversation.assigned'],
    [],
    ['conversation.assigned'],
    ['conversation.closed'],
    [],
    [],
  ])
  vendor.sim.changeContact(contact.id, { name: 'Ana W.' })
  await vendor.sim.settled()
  expect(hooks.at(-1)?.json).toMatchObject({ type: 'contact.updated', data: { changed_fields: ['name'] } })
})

test('an assignment names the user before, and a closing the user who closed', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(everything)
  const [maya, rina] = listUsers(vendor.sim.vendor.store).map(({ id }) => id)
  const { id } = vendor.sim.placeConversation({ assigned_to: rina ?? null })
  await vendor.call('PATCH', `/v1/conversations/${id}`, { assigned_to: maya })
  vendor.sim.act(id, { act: 'resolve', by: rina ?? '' })
  await vendor.sim.settled()
  expect(hooks.map(({ json }) => json['data'])).toEqual([
    {
      conversation: { id, object: 'conversation', status: 'open' },
      assignee: { user_id: maya, team_id: null, previous_user_id: rina },
    },
    { conversation: { id, object: 'conversation', status: 'resolved', closed_by_user_id: rina } },
  ])
})
