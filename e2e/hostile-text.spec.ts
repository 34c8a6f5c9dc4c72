import type { Page } from '@playwright/test'
import * as z from 'zod/mini'
import { expectCalm } from './calm.ts'
import type { House } from './house.ts'
import { details, notices, row, thread } from './screen.ts'
import { expect, test } from './test.ts'

const hostile = {
  HTML: '<img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script>{{name}} ${name} &amp;',
  'links of other kinds':
    '[a](javascript:alert(1)) javascript:alert(1) <a href="javascript:alert(1)">b</a> data:text/html,x',
  'signs that turn the words': 'Budi \u202Etxt.exe \u2066\u202Dopen \u2067',
  'words from right to left': 'مريم (42) شركة',
  'nothing that is seen': '\u200B\u200D\u2060\uFEFF\u3164',
  'no end': 'A'.repeat(100_000),
  'stacked signs': `Z${'\u0301\u0317\u0489'.repeat(20)}a${'\u0308\u0323\u034F'.repeat(20)}lgo`,
  'broken lines': 'one\ntwo\r\nthree\u0000\u2028four\u0085five\tsix',
}

for (const [kind, text] of Object.entries(hostile)) {
  test(`text with ${kind} is text wherever it stands, and moves nothing`, async ({ maya, house }) => {
    const id = await writeEverywhere(maya, house, text)
    maya.on('dialog', () => expect(kind).toBe('opening no dialog'))
    await maya.goto('/inbox')
    await expect(maya.getByRole('banner')).toContainText('cannot be reached')
    const theirs = maya.locator(`[data-conversation-id="${id}"]`)
    await expect(theirs).toBeVisible()
    await expectCalm(maya)

    await theirs.click()
    await expect(thread(maya).locator('[data-key=msg_hostile]')).toBeVisible()
    await expect(details(maya).getByText('refused to set the status')).toBeVisible()
    await expectCalm(maya)
    const more = thread(maya).getByRole('button', { name: 'Show more' })
    // One after the other: each that is pressed is gone.
    while ((await more.count()) > 0) await more.first().click()
    await expectCalm(maya)

    await maya.keyboard.press('a')
    await expect(maya.getByRole('dialog').getByRole('option').first()).toBeVisible()
    await expectCalm(maya)
    await maya.keyboard.press('Escape')
    await details(maya).getByRole('button', { name: 'Assignee' }).click()
    await expect(maya.getByRole('listbox', { name: 'Assignee' })).toBeVisible()
    await expectCalm(maya)
    await maya.keyboard.press('Escape')

    await thread(maya).getByRole('button', { name: 'Template' }).click()
    await expect(maya.getByRole('dialog').getByRole('button', { name: 'Send' })).toBeVisible()
    await expectCalm(maya)
    await maya.keyboard.press('Escape')
    await expect(maya.getByRole('dialog')).toBeHidden()

    await thread(maya).getByRole('button', { name: 'Resolve' }).click()
    await expect(notices(maya)).toContainText('Resolved')
    await expectCalm(maya)
    await expect(maya).toHaveTitle(/^(\(\d+\) )?Sigap$/)
    await maya.unrouteAll({ behavior: 'ignoreErrors' })
  })
}

test('a colleague of any name is told of as somebody who does not turn the words', async ({ maya, house, browser }) => {
  const name = `${hostile['words from right to left']}${hostile['signs that turn the words']}`
  const headers = { Origin: house.url, 'X-Sigap-Request': '1' }
  const invitation = await maya.request.post('/v1/agents', { headers, data: { name, email: 'm@tokojakarta.example' } })
  const { url } = z.parse(linkSchema, await invitation.json()).data
  const colleague = await (await browser.newContext({ baseURL: house.url })).newPage()
  const link = `/v1/links/${url.split('/').at(-1)}`
  await colleague.request.post(link, { headers, data: { password: 'correct horse battery' } })

  await row(maya, 'Ana Wijaya').click()
  await colleague.goto(`/inbox/${house.idOf('Ana Wijaya')}`)
  await expect(thread(maya).getByText('is looking at this, too')).toBeVisible()
  await expectCalm(maya)
  await thread(colleague).getByRole('button', { name: 'Resolve' }).click()
  await expect(thread(maya).getByText('resolved this')).toBeVisible()
  await expectCalm(maya)
  await colleague.context().close()
})

const linkSchema = z.object({ data: z.object({ url: z.string() }) })

/** Puts a text into every field that others fill; answers whose conversation has it. */
async function writeEverywhere(page: Page, { vendor }: House, text: string): Promise<string> {
  // Messages of the same millisecond have no order.
  const receive = (message: Parameters<typeof vendor.receive>[0]) => {
    vendor.clock.set(vendor.clock.now() + 1)
    return vendor.receive(message)
  }
  const { conversation } = receive({ from: '+628119998877', name: text, text })
  receive({ conversation_id: conversation.id, type: 'document', content: { filename: text, caption: text } })
  receive({ conversation_id: conversation.id, type: 'hologram', content: { depth: 3 } })
  await expect(page.locator(`[data-conversation-id="${conversation.id}"]`)).toContainText('[hologram]')
  await page.goto('about:blank')
  // What is written here comes by no stream, so nothing that a stream brings may take its place.
  await page.route(/\/v1\/live/, () => undefined)
  await changeAnswers(page, /\/v1\/agents$/, namedSchema, ({ data }) => {
    for (const agent of data) agent.name = text
  })
  await changeAnswers(page, /\/v1\/connections$/, connectionsSchema, ({ data }) => {
    for (const connection of data) {
      connection.name = text
      connection.state = 'down'
      connection.problem = { code: text, message: text, since: new Date().toISOString() }
    }
  })
  await changeAnswers(page, /\/v1\/conversations\?/, conversationsSchema, ({ data }) => {
    for (const one of data) {
      if (one.id !== conversation.id) continue
      const at = new Date().toISOString()
      const notices = ['status', 'assignee'].map((field) => ({ field, wanted: text, code: text, message: text, at }))
      Object.assign(one.sync, { notices })
      Object.assign(one.connection, { name: text })
      Object.assign(one, { assignee: { id: 'agt_x', name: text, email: text } })
      Object.assign(one.contact, { email: text })
    }
  })
  await changeAnswers(page, /\/messages\?/, messagesSchema, ({ data }) => {
    const [newest] = data
    if (newest === undefined) return
    const made = {
      ...newest,
      direction: 'outbound',
      type: text,
      text,
      label: text,
      author: { id: 'agt_x', name: text },
    }
    const reply = { ...made, reply_to: newest.id, delivery: { state: 'failed', code: text } }
    data.unshift(
      { ...reply, id: 'msg_hostile' },
      { ...made, id: 'msg_cards', contacts: [{ name: text, phones: [text] }] },
      { ...made, id: 'msg_place', location: { latitude: 1, longitude: 1, name: text, address: text } },
      { ...made, id: 'msg_reaction', reaction: { message_id: newest.id, emoji: text } },
    )
  })
  await page.route(/\/templates$/, async (route) => {
    await route.fulfill({
      json: {
        data: [{ name: text, language: 'id', body: `Halo {{1}} ${text}`, variables: 1 }],
        request_id: 'req_made_by_a_test',
      },
    })
  })
  return conversation.id
}

const namedSchema = z.looseObject({ data: z.array(z.looseObject({ name: z.string() })) })
const connectionsSchema = z.looseObject({
  data: z.array(z.looseObject({ name: z.string(), state: z.string(), problem: z.unknown() })),
})
const conversationsSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      contact: z.looseObject({}),
      sync: z.looseObject({}),
      connection: z.looseObject({}),
    }),
  ),
})
const messagesSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) })

/** Lets the gateway answer the page, with a change that the test makes. */
async function changeAnswers<T extends z.ZodMiniType>(
  page: Page,
  url: RegExp,
  schema: T,
  change: (answer: z.infer<T>) => void,
): Promise<void> {
  await page.route(url, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    const response = await route.fetch()
    const answer = z.parse(schema, await response.json())
    change(answer)
    await route.fulfill({ response, json: answer })
  })
}
