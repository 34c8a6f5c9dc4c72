import { details, notices, row, statusTab, thread } from './screen.ts'
import { sentTo } from './sent-to.ts'
import { expect, test } from './test.ts'

test('a morning’s work breaks no rule of the content security policy', async ({ maya }) => {
  await maya.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      // What is thrown here is an uncaught exception, and that fails the test.
      throw new Error(`policy: ${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  await maya.reload()
  await row(maya, 'Ana Wijaya').click()
  await expect(details(maya)).toBeVisible()
  await details(maya)
    .getByRole('button', { name: /^Assignee/ })
    .click()
  await maya.getByRole('listbox', { name: 'Assignee' }).getByRole('option', { name: 'Rina Hartati' }).click()
  await maya.keyboard.press('e')
  await expect(notices(maya)).toContainText('Resolved')
  await maya.keyboard.press('ControlOrMeta+k')
  await expect(maya.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await maya.keyboard.press('Escape')
  await maya.keyboard.press('?')
  await expect(maya.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await maya.keyboard.press('Escape')
  await statusTab(maya, 'Resolved').click()
  await maya.getByRole('link', { name: 'Settings' }).click()
  await maya.getByRole('link', { name: 'Agents' }).click()
  await expect(maya.getByRole('heading', { name: 'Add an agent' })).toBeVisible()
})

test('a page cannot make HTML from a string, run a script of another place, or be framed', async ({ page, house }) => {
  await page.goto(house.url)
  const refused = await page.evaluate(() => {
    try {
      document.body.innerHTML = '<b>made from a string</b>'
      return false
    } catch (error) {
      return error instanceof TypeError
    }
  })
  expect(refused).toBe(true)

  const headers = (await page.request.get(house.url)).headers()
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
})

test('a request that another site makes with the agent’s cookies changes nothing', async ({ maya, house }) => {
  const path = `/v1/conversations/${house.idOf('Ana Wijaya')}`
  const elsewhere = { Origin: 'https://elsewhere.example', 'X-Sigap-Request': '1' }
  const forged = await maya.request.patch(path, { data: { status: 'resolved' }, headers: elsewhere })
  const bare = await maya.request.patch(path, { data: { status: 'resolved' } })

  expect([forged.status(), bare.status()]).toEqual([403, 403])
  expect(await forged.json()).toMatchObject({ error: { type: 'permission_error', code: 'invalid_origin' } })
  expect(await (await maya.request.get(path)).json()).toMatchObject({ data: { status: 'open' } })
})

test('the session cookie is out of reach of scripts', async ({ maya }) => {
  const cookies = await maya.context().cookies()

  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
})

test('a page that came by plain http, from which browsers keep a part of what they can do, answers customers all the same', async ({
  maya,
  house,
}) => {
  await maya.addInitScript(() => {
    Object.defineProperty(window, 'isSecureContext', { value: false })
    Object.defineProperty(crypto, 'randomUUID', { value: undefined })
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await maya.reload()
  await row(maya, 'Ana Wijaya').click()
  await thread(maya).getByRole('textbox', { name: 'Reply to Ana Wijaya' }).fill('Hari ini, Kak.')
  await maya.keyboard.press('ControlOrMeta+Enter')
  await expect.poll(() => sentTo(house.vendor, house.idOf('Ana Wijaya'))).toEqual(['Hari ini, Kak.'])
  await expect(details(maya).getByText('+62').first()).toBeVisible()
  await expect(maya.getByRole('button', { name: /^Copy/ })).toHaveCount(0)
})
