import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { endpoints } from '#contract/endpoints.ts'
import { makeAgent, makeIdentity } from '#mocks/builders/agent.ts'
import { makeConnection } from '#mocks/builders/connection.ts'
import { MADE_SECRET, WRONG_KEY } from '#mocks/gateway/connection-handlers.ts'
import { openPage } from '../../routes/page.harness.tsx'

const owner = { agent: makeAgent({ id: 'agt_me', name: 'Maya Putri', role: 'owner', email: 'maya@example.com' }) }
const admin = { agent: makeAgent({ id: 'agt_me', name: 'Maya Putri', role: 'admin' }) }
const button = (name: string) => page.getByRole('button', { name, exact: true })
const key = page.getByLabelText('API key')

test('an account is connected once its test says whose it is; a wrong key says what to do', async () => {
  await openPage('/settings/connections', { me: owner, connections: [] })
  await expect.element(page.getByText('Nothing is connected yet.', { exact: false })).toBeVisible()
  await button('Connect an account').click()
  await expect.element(button('Connect an account')).not.toBeInTheDocument()
  await button('Kirim.chat').click()
  await expect.element(key).toHaveFocus()
  await userEvent.type(key, WRONG_KEY)
  await button('Test').click()
  await expect
    .element(page.getByRole('alert'))
    .toMatchTextContent('Kirim.chat does not accept this key (invalid_api_key).')
  await expect.element(button('Save')).not.toBeInTheDocument()

  await userEvent.fill(key, 'jakarta')
  await button('Test').click()
  await expect.element(page.getByText('Connected as Toko jakarta · 600 reads a minute')).toBeVisible()
  await button('Save').click()
  await expect.element(page.getByText('Toko Baru is connected, and its conversations are being read.')).toBeVisible()
  await expect.element(page.getByText('https://sigap.example/hooks/con_1')).toBeVisible()
  await expect.element(button('Copy the address')).toBeVisible()
  await expect.element(button('Connect an account')).toHaveFocus()
})

test('what was changed after a test is tested again before it can be kept', async () => {
  await openPage('/settings/connections', { me: admin, connections: [] })
  await button('Connect an account').click()
  await button('Kirim.chat').click()
  await userEvent.type(key, 'jakarta')
  await button('Test').click()
  await expect.element(button('Save')).toBeVisible()
  await userEvent.type(key, ' 2')
  await expect.element(button('Test')).toBeVisible()
  await expect.element(page.getByText('Connected as', { exact: false })).not.toBeInTheDocument()
})

test('a secret that is made here is shown once, to be pasted at the vendor', async () => {
  await openPage('/settings/connections', { me: owner, connections: [] })
  await button('Connect an account').click()
  await button('HighLevel').click()
  await userEvent.type(key, 'jakarta')
  await button('Test').click()
  await button('Save').click()
  await expect.element(page.getByText(MADE_SECRET)).toBeVisible()
  await expect.element(button('Copy the secret')).toBeVisible()
  await expect.element(button('Make a new secret')).toBeVisible()
})

test('a connection is paused, renamed, and removed after it was said what stays', async () => {
  await openPage('/settings/connections', { me: owner, connections: [makeConnection({ backlog: 2 })] })
  await button('Manage Toko Jakarta').click()
  await expect.element(page.getByText('480 of 600')).toBeVisible()
  await expect
    .element(page.getByText(/^12 taken, 1 repeated, 2 refused for a wrong or old signature since/))
    .toBeVisible()
  await button('Pause').click()
  await expect.element(page.getByText('Toko Jakarta is paused.')).toBeVisible()
  await expect.element(button('Resume')).toHaveFocus()

  await button('Rename').click()
  await userEvent.fill(page.getByLabelText('Name'), 'Bandung')
  await button('Save').first().click()
  await expect.element(page.getByText('It is called Bandung now.')).toBeVisible()
  await expect.element(button('Rename')).toHaveFocus()

  await button('Remove…').click()
  const dialog = page.getByRole('dialog', { name: 'Remove Bandung?' })
  await expect.element(dialog).toMatchTextContent('Its conversations stay here')
  await expect.element(dialog).toMatchTextContent('2 messages or changes that wait are withdrawn')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect
    .element(page.getByText('Bandung is removed. 2 waiting messages or changes were withdrawn.'))
    .toBeVisible()
  await expect.element(page.getByText('Nothing is connected yet.', { exact: false })).toBeVisible()
  await expect.element(button('Connect an account')).toHaveFocus()
})

test('a kept key is never shown; leaving it empty keeps it', async () => {
  await openPage('/settings/connections', { me: owner })
  await button('Manage Toko Jakarta').click()
  await button('Settings').click()
  await expect.element(key).toHaveValue('')
  await expect.element(key).toHaveAttribute('placeholder', 'Kept. Type to replace it.')
  await button('Test').click()
  await expect.element(page.getByText('Connected as Toko kept', { exact: false })).toBeVisible()
})

test('a connection in trouble says why, and its unreadable rows can be taken away as a file', async () => {
  const problem = { code: 'secrets_unreadable', message: 'Sealed with another.', since: '2026-11-20T09:00:00.000Z' }
  const connections = [makeConnection({ state: 'refused', problem, quarantined: 1 })]
  await openPage('/settings/connections', { me: owner, connections })
  await expect.element(page.getByText('The key of this connection cannot be opened', { exact: false })).toBeVisible()
  await expect.element(page.getByText('1 unreadable row', { exact: false })).toBeVisible()
  await button('Manage Toko Jakarta').click()
  await expect.element(page.getByText('status is missing')).toBeVisible()
  await expect
    .element(page.getByRole('link', { name: 'Download' }))
    .toHaveAttribute('href', '/v1/connections/con_1/quarantine.jsonl')
})

test('a gateway that fails is told in the place that it concerns, with a way to try again', async () => {
  const { gateway } = await openPage('/settings/connections', { me: owner })
  await expect.element(button('Manage Toko Jakarta')).toBeVisible()
  gateway.faults.fail(endpoints.getConnection, 'internal_error', 4)
  await button('Manage Toko Jakarta').click()
  await expect.element(page.getByRole('alert')).toBeVisible()
  await expect.element(button('Try again')).toBeVisible()
})

test('an agent is told whom to ask and sees no link', async () => {
  await openPage('/settings/connections')
  await expect.element(page.getByText('Only owners and admins can manage connections.')).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Connections' })).not.toBeInTheDocument()
})

test('the owner sees who each agent is where, and takes all suggestions with one click', async () => {
  const strangers = [makeIdentity({ connection_id: 'con_1', name: 'maya.p', agent_id: 'agt_me' })]
  await openPage('/settings/agents', { me: owner, strangers })
  const row = page.getByRole('row').filter({ hasText: 'Maya Putri' })
  await expect.element(row).toMatchTextContent('–')
  await button('Match them').click()
  await expect.element(row).toMatchTextContent('maya.p')
  await expect.element(button('Match them')).not.toBeInTheDocument()
})

test('the owner says what an agent may do, and somebody stays owner', async () => {
  await openPage('/settings/agents', { me: owner })
  await button('Role of Rina Hartati: Agent').click()
  await page.getByRole('option', { name: 'Admin' }).click()
  await expect.element(button('Role of Rina Hartati: Admin')).toBeVisible()
  await button('Role of Maya Putri: Owner').click()
  await page.getByRole('option', { name: 'Agent' }).click()
  await expect.element(page.getByRole('alert')).toMatchTextContent('Somebody has to stay owner.')
})

test('the first reading tells how far it is, and how long it takes yet where the vendor said how many there are', async () => {
  const backfill = { done: false, rows: 1200, total: 5000, seconds_left: 150 }
  await openPage('/settings/connections', {
    me: owner,
    connections: [makeConnection({ state: 'catching_up', backfill })],
  })
  const line = page.getByText('1,200 of 5,000 conversations read · about 2 minutes left', { exact: false })
  await expect.element(line).toBeVisible()
})

test('the first reading tells how fast it is where nobody knows how many there are', async () => {
  const backfill = { done: false, rows: 1200, per_minute: 270 }
  await openPage('/settings/connections', {
    me: owner,
    connections: [makeConnection({ state: 'catching_up', backfill })],
  })
  const line = page.getByText('1,200 conversations read so far · about 270 a minute', { exact: false })
  await expect.element(line).toBeVisible()
})

test.each([
  ['active', null, false, /^Webhooks set up by Sigap · last delivery /],
  ['pending', 'timeout', false, /^Webhooks could not be set up yet \(timeout\)/],
  ['refused', 'http_404', true, 'Kirim.chat does not let Sigap set up webhooks (http_404). Set them up by hand:'],
  ['no_address', null, false, /^No public address: changes are asked for about every 10 seconds/],
] as const)(
  'webhooks that are %s are said to be, and the guide is open where it is needed',
  async (state, code, isOpen, line) => {
    const problem = code === null ? null : { code, message: 'It did not work.' }
    const webhook = { subscription: { state, problem }, last_delivery_at: '2026-11-20T09:00:00.000Z' }
    await openPage('/settings/connections', { me: owner, webhook })
    await button('Manage Toko Jakarta').click()
    await expect.element(page.getByText(line)).toBeVisible()
    const address = page.getByText('https://sigap.example/hooks/con_1')
    expect(address.element().checkVisibility()).toBe(isOpen)
  },
)

test('whoever set webhooks up by hand can leave that to Sigap', async () => {
  const webhook = { subscription: { state: 'by_hand', problem: null }, last_delivery_at: null } as const
  await openPage('/settings/connections', { me: owner, webhook })
  await button('Manage Toko Jakarta').click()
  await expect.element(page.getByText('Webhooks set up by hand · nothing delivered yet')).toBeVisible()
  await button('Let Sigap set them up').click()
  await expect.element(page.getByText('Webhooks set up by Sigap', { exact: false })).toBeVisible()
})

test.each([
  [true, /^The vendor tells us of changes/, false],
  [false, /^Not set up/, true],
] as const)(
  'webhooks that are set where Sigap is started ask for nothing here (told: %s)',
  async (webhooks, line, shows) => {
    await openPage('/settings/connections', { me: owner, connections: [makeConnection({ id: 'con_kirim', webhooks })] })
    await button('Manage Toko Jakarta').click()
    await expect.element(page.getByText(line)).toBeVisible()
    await expect.element(page.getByText('paste', { exact: false })).not.toBeInTheDocument()
    expect(page.getByText('https://sigap.example/hooks/con_kirim').elements().length === 1).toBe(shows)
  },
)
