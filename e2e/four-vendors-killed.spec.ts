import type { APIRequestContext } from '@playwright/test'
import * as z from 'zod/mini'
import { endpoints } from '#contract/endpoints.ts'
import { customers } from './company.ts'
import type { Company } from './company.ts'
import { test } from './company-test.ts'
import { asPage, mustSucceed } from './people.ts'
import { sentTo } from './sent-to.ts'
import { expect } from './test.ts'

const NAMES = Object.values(customers)

test('messages to customers of four vendors outlive a kill -9 and arrive once, in order', async ({
  playwright,
  company,
}) => {
  test.setTimeout(120_000)
  const { kirim, wapikit, highlevel, desk } = company
  const simulators = [kirim, wapikit, highlevel, desk]
  const maya = await playwright.request.newContext({ ...asPage(company.url), storageState: company.maya })
  // Until it is known when the customer wrote, nobody can say whether an answer may go out.
  await expect
    .poll(async () => Object.keys(await idsByName(maya)).toSorted(), { timeout: 30_000 })
    .toEqual(NAMES.toSorted())
  const ids = await idsByName(maya)
  const sendToAll = async (text: string) => {
    for (const name of NAMES) await send(maya, ids[name] ?? '', text)
  }

  // The vendors have the first one, and the gateway dies before they say so.
  for (const { faults } of simulators)
    faults.add({ kind: 'latency', ms: 30_000, when: 'after', times: 1, method: 'POST' })
  await sendToAll('satu')
  await expect.poll(() => held(company), { timeout: 20_000 }).toEqual(ofEach(['satu']))
  for (const { faults } of simulators) faults.add({ kind: 'error', status: 503 })
  await sendToAll('dua')
  await sendToAll('tiga')
  await company.killAndRestart()
  expect(held(company)).toEqual(ofEach(['satu']))
  for (const { faults } of simulators) faults.clear()

  await expect.poll(() => held(company), { timeout: 60_000 }).toEqual(ofEach(['satu', 'dua', 'tiga']))
  await expect.poll(() => outgoing(maya), { timeout: 20_000 }).toEqual(new Set(['none']))
  expect(held(company)).toEqual(ofEach(['satu', 'dua', 'tiga']))
  await maya.dispose()
})

const ofEach = (texts: readonly string[]) => Object.fromEntries(NAMES.map((name) => [name, texts]))

/** What each vendor holds of ours, oldest first. */
function held({ kirim, wapikit, highlevel, desk, ids }: Company): Record<string, string[]> {
  return {
    [customers.kirim]: sentTo(kirim, ids.kirim),
    [customers.wapikit]: texts(
      wapikit.vendor.store.all(
        `select data ->> 'text' as text from messages where conversation_id = ? and direction = 'OutBound' order by seq`,
        ids.wapikit,
      ),
    ),
    [customers.highlevel]: texts(
      highlevel.vendor.store.all(
        `select body as text from messages where conversation_id = ? and direction = 'outbound' order by rowid`,
        ids.highlevel,
      ),
    ),
    [customers.desk]: texts(
      desk.vendor.store.all(
        `select html as text from messages where ticket_id = ? and author_type = 'users' order by id`,
        ids.desk,
      ),
    ),
  }
}

function texts(rows: Record<string, unknown>[]): string[] {
  return rows.map((row) => String(row['text']).replaceAll(/<[^>]*>/g, ''))
}

async function list(agent: APIRequestContext) {
  const answer = await mustSucceed(agent.get('/v1/conversations?limit=100'))
  return z.parse(endpoints.listConversations.answer, await answer.json()).data
}

async function idsByName(agent: APIRequestContext): Promise<Record<string, string>> {
  const rows = (await list(agent)).filter((row) => row.last_inbound_at !== null)
  return Object.fromEntries(
    rows
      .filter(({ contact }) => NAMES.some((name) => name === contact.name))
      .map((row) => [row.contact.name ?? '', row.id]),
  )
}

async function outgoing(agent: APIRequestContext) {
  return new Set((await list(agent)).map((row) => row.outgoing))
}

async function send(agent: APIRequestContext, id: string, text: string): Promise<void> {
  const headers = { 'Idempotency-Key': `${id}-${text}` }
  await mustSucceed(agent.post(`/v1/conversations/${id}/messages`, { headers, data: { text } }))
}
