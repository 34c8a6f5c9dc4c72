import { expect, test } from 'vitest'

import { customer, object, otherShop, rows, shop, testVendor } from './test-vendor.ts'

test('a phone number finds one contact for every account it wrote to', async () => {
  const vendor = testVendor()
  vendor.sim.receive({ from: customer })
  vendor.sim.receive({ from: customer, to: otherShop })
  const { data } = await vendor.call('GET', `/v1/contacts?phone=${encodeURIComponent(customer)}`)
  const accounts = rows(data).map((row) => object(row['whatsapp_account'])['phone_number'])
  expect(new Set(accounts)).toEqual(new Set([shop, otherShop]))
})

test('search looks at names and e-mails, never at numbers', async () => {
  const vendor = testVendor()
  const phone_number = '+6281234567890'
  vendor.sim.placeConversation({ contact: { phone_number, name: 'Ana Wijaya', email: 'a.w@mail.example' } })
  vendor.sim.placeConversation({ contact: { phone_number: '+6281299999999', name: 'Budi' } })
  const count = async (search: string) => rows((await vendor.call('GET', `/v1/contacts?search=${search}`)).data).length
  expect([await count('wija'), await count('A.W@'), await count('8123456')]).toEqual([1, 1, 0])
})

test('an unescaped plus is a space and so no phone number', async () => {
  const { status, error } = await testVendor().call('GET', `/v1/contacts?phone=${customer}`)
  expect([status, error['code'], error['param']]).toEqual([400, 'invalid_phone_number', 'phone'])
})

test('a contact has every documented field', async () => {
  const vendor = testVendor()
  const { contact } = vendor.sim.receive({ from: customer })
  const { data } = await vendor.call('GET', `/v1/contacts/${contact.id}`)
  expect(data).toEqual({
    id: contact.id,
    object: 'contact',
    phone_number: customer,
    name: null,
    email: null,
    metadata: null,
    whatsapp_account: { phone_number: '+6285117600829' },
    created_at: '2026-05-23T08:00:00.000Z',
    updated_at: '2026-05-23T08:00:00.000Z',
  })
  expect((await vendor.call('GET', '/v1/contacts/ctc_nobody')).status).toBe(404)
})
