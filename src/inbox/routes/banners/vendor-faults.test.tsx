import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { demoEndpoints } from '#contract/endpoints/demo.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import type { MockGateway } from '#mocks/gateway/mock-gateway.ts'
import { openPage } from '../page.harness.tsx'

const off = { vendor: null, slow: false, down: false, refusing: false, dropping: false, doubled_webhooks: false }
const opener = page.getByRole('button', { name: 'Vendor faults' })
const panel = page.getByRole('dialog', { name: 'Faults of the demo vendors' })
const fault = (name: string) => panel.getByRole('switch', { name })
const switchOff = page.getByRole('button', { name: 'Switch off' })

async function openDemo(prepare?: (gateway: MockGateway) => void) {
  const conversations = [makeConversation({ id: 'cnv_ana', contact: { name: 'Ana' } })]
  const opened = await openPage('/inbox', { conversations, me: { demo: true }, ...(prepare && { prepare }) })
  await expect.element(page.getByText(/^This is demo data/).or(switchOff)).toBeVisible()
  return opened
}

test('a switch takes effect at once, and the banner says what is wrong with the vendor', async () => {
  const { gateway } = await openDemo()
  await opener.click()
  await fault('Losing answers').click()
  await expect.element(fault('Losing answers')).toBeChecked()
  await expect.poll(() => gateway.vendorFaults.now).toEqual({ ...off, dropping: true })
  await expect.element(page.getByText('Every vendor loses its answers.')).toBeVisible()
  await fault('Losing answers').click()
  await expect.poll(() => gateway.vendorFaults.now).toEqual(off)
  await expect.element(page.getByText(/^This is demo data/)).toBeVisible()
})

test('each fault says what will be seen', async () => {
  await openDemo()
  await opener.click()
  await expect
    .element(fault('Losing answers'))
    .toHaveAccessibleDescription(/marked “checking”, and nothing goes out twice/)
  await expect.element(fault('Down')).toHaveAccessibleDescription(/wait in their order/)
})

test('by keyboard: into the panel, a switch, and out again to where one was', async () => {
  const { gateway } = await openDemo()
  opener.element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(fault('Slow')).toHaveFocus()
  await userEvent.keyboard('{Tab} ')
  await expect.poll(() => gateway.vendorFaults.now).toEqual({ ...off, down: true })
  await userEvent.keyboard('{Escape}')
  await expect.element(panel).not.toBeInTheDocument()
  await expect.element(opener).toHaveFocus()
})

test('a panel that cannot learn what is on says so, and is closed like any other', async () => {
  const { gateway } = await openDemo(({ faults }) => faults.fail(demoEndpoints.getVendorFaults, 'permission_denied', 9))
  await opener.click()
  await expect.element(panel.getByRole('alert')).toBeVisible()
  await expect.element(panel.getByRole('switch')).not.toBeInTheDocument()
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect.element(panel).not.toBeInTheDocument()
  expect(gateway.vendorFaults.now).toEqual(off)
})

test('two quick switches are both on', async () => {
  const { gateway } = await openDemo()
  await opener.click()
  await expect.element(fault('Slow')).toBeVisible()
  const release = gateway.faults.hold(demoEndpoints.setVendorFaults)
  await fault('Slow').click()
  await fault('Refusing').click()
  await expect.element(fault('Refusing')).toBeChecked()
  release()
  await expect.poll(() => gateway.vendorFaults.now).toEqual({ ...off, slow: true, refusing: true })
  await expect.element(page.getByText('2 faults are on: Every vendor.')).toBeVisible()
})

test('a switch that could not be moved goes back, and says what to do', async () => {
  const { gateway } = await openDemo()
  gateway.faults.fail(demoEndpoints.setVendorFaults, 'internal_error')
  await opener.click()
  await fault('Slow').click()
  await expect.element(panel.getByRole('alert')).toMatchTextContent('req_mock')
  await expect.element(fault('Slow')).not.toBeChecked()
})

test('what a colleague switched on is told, and one click in the banner ends it', async () => {
  const { gateway } = await openDemo(({ vendorFaults }) => {
    vendorFaults.now = { ...off, slow: true, doubled_webhooks: true }
  })
  await expect.element(page.getByText('2 faults are on: Every vendor.')).toBeVisible()
  await switchOff.click()
  await expect.element(page.getByText(/^This is demo data/)).toBeVisible()
  await expect.element(opener).toHaveFocus()
  expect(gateway.vendorFaults.now).toEqual(off)
})

test('when that does not work, the banner says so and offers it again', async () => {
  const { gateway } = await openDemo(({ vendorFaults }) => {
    vendorFaults.now = { ...off, slow: true }
  })
  gateway.faults.fail(demoEndpoints.setVendorFaults, 'network')
  await switchOff.click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('That did not work. Try again.')
  await switchOff.click()
  await expect.element(page.getByText(/^This is demo data/)).toBeVisible()
})

test('a banner that was put away comes back while something is wrong, and goes again', async () => {
  const { gateway } = await openDemo()
  await page.getByRole('button', { name: 'Hide this notice' }).click()
  await expect.element(opener).not.toBeInTheDocument()
  gateway.vendorFaults.now = { ...off, down: true }
  await expect.element(page.getByText('Every vendor is down.')).toBeVisible()
  await switchOff.click()
  await expect.element(opener).not.toBeInTheDocument()
})

test('on a telephone the banner fits, and so does the panel', async () => {
  await openDemo()
  await page.viewport(390, 844)
  await opener.click()
  await expect.element(panel.getByRole('button', { name: 'Close' })).toBeInViewport()
  expect(document.documentElement.scrollWidth).toBe(390)
  await fault('Doubled webhooks').click()
  await expect.element(switchOff).toBeInViewport()
  expect(document.documentElement.scrollWidth).toBe(390)
})

test('outside the demo nobody is offered to make a vendor fail', async () => {
  await openPage('/inbox', { conversations: [makeConversation({ id: 'cnv_ana', contact: { name: 'Ana' } })] })
  await expect.element(page.getByRole('option')).toBeVisible()
  await expect.element(opener).not.toBeInTheDocument()
})
