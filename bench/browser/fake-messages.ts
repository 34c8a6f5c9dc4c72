import type { Page, Route } from '@playwright/test'
import * as z from 'zod'
import type { Message } from '#contract/message.ts'

/** Every twentieth message is a picture, of which the thread shows a placeholder. */
const PICTURE_EVERY = 20

/** What every thread ends with that has no messages of its own. */
export const OF_OTHERS = 'halo dari yang lain'

/** Answers the page's requests for messages, in the place of a vendor: `sizes` says how many a conversation has, 1 otherwise. What is sent arrives at once. */
export async function fakeMessages(page: Page, sizes: ReadonlyMap<string, number>): Promise<void> {
  await page.route('**/v1/conversations/*/messages*', async (route) => {
    const asked = new URL(route.request().url())
    const id = asked.pathname.split('/').at(-2) ?? ''
    if (route.request().method() === 'POST') await route.fulfill({ status: 201, json: taken(id, route) })
    else await route.fulfill({ json: pageOf(id, sizes.get(id) ?? 1, asked) })
  })
}

const bodySchema = z.object({ text: z.string() })

function taken(id: string, route: Route) {
  const { text } = bodySchema.parse(route.request().postDataJSON())
  const key = route.request().headers()['idempotency-key'] ?? ''
  const data: Message = {
    ...messageAt(id, 0, 1),
    id: `msg_${key}`,
    direction: 'outbound',
    type: 'text',
    text,
    delivery: { state: 'accepted', code: null },
    key,
    created_at: new Date().toISOString(),
  }
  return { data, request_id: 'req_bench' }
}

function pageOf(id: string, count: number, asked: URL) {
  const limit = Number(asked.searchParams.get('limit') ?? 25)
  const from = Number(asked.searchParams.get('cursor') ?? 0)
  const numbers = Array.from({ length: Math.min(limit, count - from) }, (_, at) => count - from - at)
  const next = from + numbers.length
  return {
    data: numbers.map((number) => messageAt(id, number, count)),
    has_more: next < count,
    next_cursor: next < count ? String(next) : null,
    request_id: 'req_bench',
  }
}

/** What the message of this number begins with; the oldest is 1. */
export function textAt(number: number): string {
  return `Pesan nomor ${number}.`
}

function messageAt(id: string, number: number, count: number): Message {
  const isOurs = number % 3 === 0
  const isPicture = number % PICTURE_EVERY === 1
  return {
    id: `msg_${id}_${number}`,
    object: 'message',
    conversation_id: id,
    direction: isOurs ? 'outbound' : 'inbound',
    type: isPicture ? 'image' : 'text',
    text: count === 1 ? OF_OTHERS : `${textAt(number)}${' Kapan dikirim ya?'.repeat((number * 7) % 11)}`,
    label: isPicture ? `IMG_${number}.jpg` : null,
    delivery: isOurs ? { state: 'read', code: null } : null,
    key: null,
    author: null,
    created_at: new Date(Date.UTC(2026, 10, 20) - (count - number) * 7 * 60_000).toISOString(),
  }
}
