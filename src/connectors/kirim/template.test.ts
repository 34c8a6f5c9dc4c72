import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { templateSchema } from '#contract/sending.ts'
import { createKirimSimulator, type KirimSimulator } from '#simulators/kirim/index.ts'
import { createKirim } from './index.ts'
import { answering } from '../kit/stand-ins.ts'
import { ANYWHERE, configWith, fixture, NOW } from './stand-ins.ts'
import { readTemplate } from './template.ts'

const opened: KirimSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

function listWith(...pages: readonly unknown[]) {
  const { fetch, requests } = answering(...pages.map((page) => () => Response.json(page)))
  const { sending } = createKirim(configWith({ fetch }))
  const asked = () => requests.map(({ url }) => url.replace('https://vendor.test/v1', ''))
  return { list: async () => sending?.listTemplates?.(), asked }
}

test('only templates that can be sent are listed, in the vendor’s form and in Meta’s', async () => {
  const { list, asked } = listWith(fixture('templates'))
  expect(await list()).toEqual([
    {
      name: 'order_update',
      language: 'id_ID',
      body: 'Halo {{1}}, pesanan {{2}} sudah dikirim. Nomor pesanan: {{2}}',
      variables: 2,
    },
    {
      name: 'follow_up',
      language: 'en_US',
      body: 'Hello, is there anything else we can help you with?',
      variables: 0,
    },
  ])
  expect(asked()).toEqual(['/templates?status=approved&limit=100'])
})

const plain = { language: 'id_ID', status: 'approved', body: 'Halo' }

test('the list is followed to its end', async () => {
  const { list, asked } = listWith(
    { data: [{ ...plain, name: 'a' }], has_more: true, next_cursor: 'next' },
    { data: [{ ...plain, name: 'b' }], has_more: false, next_cursor: null },
  )
  expect((await list())?.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(asked()[1]).toBe('/templates?status=approved&limit=100&cursor=next')
})

test('a list that never ends is left after ten pages', async () => {
  const { list, asked } = listWith({ data: [], has_more: true, next_cursor: 'again' })
  expect(await list()).toEqual([])
  expect(asked()).toHaveLength(10)
})

test('an answer that is no list is malformed', async () => {
  await expect(listWith({ data: {} }).list()).rejects.toMatchObject({ kind: 'malformed', code: 'bad_shape' })
})

test('what the vendor lists goes out when it is filled, whatever the window says', async () => {
  const simulator = createKirimSimulator({ now: () => NOW })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const connector = createKirim(configWith({ apiKey, fetch }))
  const { conversation } = simulator.receive({ from: '+6281234567890' })
  await simulator.advance(48 * 60 * 60 * 1000)
  const templates = (await connector.sending?.listTemplates?.()) ?? []
  expect(templates.map(({ name, language, variables }) => [name, language, variables])).toContainEqual([
    'order_update',
    'id_ID',
    2,
  ])
  for (const [index, { name, language, variables }] of templates.entries()) {
    const values = Array.from({ length: variables }, (_, at) => `value ${at + 1}`)
    const content = { type: 'template', name, language, variables: values } as const
    await connector.sending?.send(
      { ...ANYWHERE, to: '+6281234567890', from: '+6285117600829', content },
      `key-${index}`,
    )
  }
  await simulator.advance(60_000)
  const { rows } = await connector.listMessages({ conversationId: conversation.id })
  const states = rows.flatMap(({ delivery }) => (delivery === null ? [] : [delivery.state]))
  expect(states).toEqual(templates.map(() => 'read'))
})

test('any JSON is a template that the contract can carry, or none', () => {
  const part = fc.record({ type: fc.constantFrom('BODY', 'HEADER'), text: fc.jsonValue(), buttons: fc.jsonValue() })
  const templateLike = fc.record(
    {
      name: fc.oneof(fc.string(), fc.jsonValue()),
      language: fc.oneof(fc.constant({ code: 'id_ID' }), fc.jsonValue()),
      status: fc.oneof(fc.constant('approved'), fc.jsonValue()),
      body: fc.oneof(fc.constantFrom('{{1}}', '{{9}} {{2}}', '{{}}', '{{1000}}'), fc.jsonValue()),
      components: fc.oneof(fc.array(part), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(templateLike, fc.jsonValue()), (raw) => {
      const template = readTemplate(raw)
      expect(template === null || templateSchema.safeParse(template).success).toBe(true)
    }),
    { numRuns: 500 },
  )
})
