import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import type { Message } from '#contract/message.ts'
import { median, ms } from '../figures.ts'

type Thread = { url: string; messages: number; rounds: number }

/** Every twentieth message is a picture, of which the thread shows a placeholder. */
const PICTURE_EVERY = 20
const SLOWDOWN = 4
const SCROLL_STEPS = 400
const REST_MS = 500
const OF_OTHERS = 'halo dari yang lain'

/** A thread of many messages: loaded to its start, scrolled through, left and opened again; a line of figures each. */
export async function measureThread(open: () => Promise<Page>, thread: Thread): Promise<string[][]> {
  const rounds: Round[] = []
  while (rounds.length < thread.rounds) {
    const page = await open()
    rounds.push(await measureRound(page, thread))
    await page.context().close()
  }
  const line = (name: string, of: (round: Round) => number, format: (value: number) => string) => {
    const values = rounds.map(of)
    return [name, format(median(values)), format(Math.max(...values))]
  }
  const name = `${thread.messages.toLocaleString('en')} messages`
  return [
    line(`${name}: longest task while loading`, ({ loading }) => loading, ms),
    line(`${name}: longest task while scrolling`, ({ scrolling }) => scrolling, ms),
    line(`${name}: longest frame while scrolling`, ({ worstFrame }) => worstFrame, ms),
    line(
      `${name}: growth of memory`,
      ({ grownMb }) => grownMb,
      (value) => `${value.toFixed(1)} MB`,
    ),
    line(`${name}: opened again, ${SLOWDOWN}× slower`, ({ reopened }) => reopened, ms),
  ]
}

type Round = { loading: number; scrolling: number; worstFrame: number; grownMb: number; reopened: number }

async function measureRound(page: Page, { url, messages }: Thread): Promise<Round> {
  await page.goto(url)
  await page.waitForSelector('[role=option]')
  const ids = await page.$$eval('[data-conversation-id]', (rows) =>
    rows.map((row) => row.getAttribute('data-conversation-id') ?? ''),
  )
  await page.route('**/v1/conversations/*/messages?*', async (route) => {
    const asked = new URL(route.request().url())
    const id = asked.pathname.split('/').at(-2) ?? ''
    await route.fulfill({ json: id === ids[0] ? pageOf(id, messages, asked) : pageOf(id, 1, asked) })
  })
  const session = await page.context().newCDPSession(page)
  await page.evaluate((word) => window.benchOpen(1, word), OF_OTHERS)
  const before = await heapMb(session)

  await page.evaluate(() => window.benchLongestTask())
  await page.evaluate((word) => window.benchOpen(0, word), textAt(messages))
  await page.evaluate(() => window.benchLoadAll())
  await setTimeout(REST_MS)
  const loading = await page.evaluate(() => window.benchLongestTask())
  const worstFrame = await page.evaluate((steps) => window.benchScroll(steps), SCROLL_STEPS)
  await setTimeout(REST_MS)
  const scrolling = await page.evaluate(() => window.benchLongestTask())
  const grownMb = (await heapMb(session)) - before

  await page.focus('[role=log]')
  await page.keyboard.press('End')
  await page.evaluate((word) => window.benchOpen(1, word), OF_OTHERS)
  await setTimeout(REST_MS)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  const reopened = await page.evaluate((word) => window.benchOpen(0, word), textAt(messages))
  return { loading, scrolling, worstFrame, grownMb, reopened }
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1_000_000
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

function textAt(number: number): string {
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
