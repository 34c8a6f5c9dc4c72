import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { makeAgent, makeMe } from '#mocks/builders/agent.ts'
import { BUILDERS_EPOCH_MS, makeConversation } from '#mocks/builders/conversation.ts'
import { MOCK_CODE, MOCK_PASSWORD, MOCK_TOKEN } from '#mocks/gateway/people-handlers.ts'
import { openPage } from '../page.harness.tsx'

const conversations = () => [makeConversation({ contact: { name: 'Ana Wijaya' }, status: 'pending' })]
const outside = { signedIn: false, door: { demo_agents: [{ id: 'agt_me', name: 'Maya' }] } }

test('whoever is not signed in goes to the door, and then where they wanted to', async () => {
  const { address } = await openPage('/inbox?status=pending', { ...outside, conversations: conversations() })
  await page.getByRole('button', { name: 'Try the demo as Maya' }).click()
  await expect.element(page.getByRole('option', { name: /^Ana Wijaya/ })).toBeVisible()
  expect(address()).toBe('/inbox?status=pending')
})

test('a wrong password is told, and a right one opens', async () => {
  await openPage('/sign-in', { ...outside, conversations: conversations() })
  await page.getByLabelText('E-mail').fill('maya@example.com')
  await page.getByLabelText('Password').fill('wrong wrong wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('E-mail or password is wrong.')
  await page.getByLabelText('Password').fill(MOCK_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect.element(page.getByRole('navigation', { name: 'Views' })).toBeVisible()
})

test('at an address that is not its own Sigap says whom to ask', async () => {
  const { gateway } = await openPage('/sign-in', { ...outside, conversations: conversations() })
  gateway.faults.fail(endpoints.signInToDemo, 'invalid_origin')
  await page.getByRole('button', { name: 'Try the demo as Maya' }).click()
  await expect
    .element(page.getByRole('alert'))
    .toMatchTextContent(/ask whoever runs it to name this address in SIGAP_PUBLIC_URL/)
})

test('on an empty database the door asks for the first owner', async () => {
  await openPage('/sign-in', { signedIn: false, door: { needs_owner: true } })
  await page.getByLabelText('One-time code').fill('nonsense')
  await page.getByLabelText('Your name').fill('Maya')
  await page.getByLabelText('E-mail').fill('maya@example.com')
  await page.getByLabelText('Password').fill(MOCK_PASSWORD)
  await page.getByRole('button', { name: 'Create the owner' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('The one-time code is not right.')
  await page.getByLabelText('One-time code').fill(MOCK_CODE)
  await page.getByRole('button', { name: 'Create the owner' }).click()
  await expect.element(page.getByRole('navigation', { name: 'Views' })).toBeVisible()
})

test('a one-time link greets its reader and lets them in', async () => {
  await openPage(`/link/${MOCK_TOKEN}`, { signedIn: false })
  await expect.element(page.getByRole('heading', { name: 'Welcome, Budi' })).toBeVisible()
  await page.getByLabelText('Password').fill(MOCK_PASSWORD)
  await page.getByRole('button', { name: 'Save and sign in' }).click()
  await expect.element(page.getByRole('navigation', { name: 'Views' })).toBeVisible()
})

test('a link that was used already says what to do', async () => {
  await openPage('/link/tok_old', { signedIn: false })
  await expect.element(page.getByText(/Ask the owner for a new one/)).toBeVisible()
})

test('a way back that leads to another site is not followed', async () => {
  const { address } = await openPage('/sign-in?back=//evil.example/inbox', outside)
  await page.getByRole('button', { name: 'Try the demo as Maya' }).click()
  await expect.element(page.getByRole('navigation', { name: 'Views' })).toBeVisible()
  expect(address()).toBe('/inbox?status=open')
})

test('a session that ends in the middle of the work leads to the door and back', async () => {
  const { gateway, address } = await openPage('/inbox?status=pending', {
    ...outside,
    signedIn: true,
    conversations: conversations(),
  })
  await expect.element(page.getByRole('option')).toBeVisible()
  gateway.session.me = null
  gateway.live.cut()
  await page.getByRole('button', { name: 'Try the demo as Maya' }).click()
  await expect.element(page.getByRole('option')).toBeVisible()
  expect(address()).toBe('/inbox?status=pending')
})

test('a tab in whose browser somebody else signed in is theirs from then on', async () => {
  const { gateway } = await openPage('/inbox/cnv_ana', {
    conversations: [makeConversation({ id: 'cnv_ana', contact: { name: 'Ana' } })],
    clock: () => BUILDERS_EPOCH_MS,
  })
  const field = page.getByRole('textbox', { name: 'Reply to Ana' })
  await userEvent.type(field, 'ditulis Maya')
  gateway.session.me = makeMe({ agent: makeAgent({ id: 'agt_rina', name: 'Rina Hartati' }) })
  const told = { key: 'sigap.agent', newValue: 'agt_rina' }
  window.dispatchEvent(new StorageEvent('storage', told))
  await expect.element(field).toHaveValue('')
  expect(localStorage.getItem('sigap.agent')).toBe('agt_rina')
})
