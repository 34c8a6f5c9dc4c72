import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'
import { median, ms } from '../figures.ts'
import { fakeMessages, OF_OTHERS, textAt } from './fake-messages.ts'
import { frameLength } from './in-page.ts'
import { measureSubmits } from './measure-submit.ts'

type Thread = { url: string; messages: number; rounds: number }

const USUAL_MESSAGES = 50
const SLOWDOWN = 4
const SCROLL_STEPS = 400
const SUBMITS = 10
const OPENINGS = 4
const REST_MS = 500

/** A thread of many messages: loaded to its start, scrolled through, answered, left and opened again; beside one of a usual length. A line of figures each. */
export async function measureThread(open: () => Promise<Page>, thread: Thread): Promise<string[][]> {
  const rounds: Round[] = []
  while (rounds.length < thread.rounds) {
    const page = await open()
    rounds.push(await measureRound(page, thread))
    await page.context().close()
  }
  const line = (name: string, of: (round: Round) => number[], format: (value: number) => string) => {
    const values = rounds.flatMap(of)
    return [name, format(median(values)), format(Math.max(...values))]
  }
  const ratio = (name: string, of: (round: Round) => number[], to: (round: Round) => number[]) => {
    return [name, (median(rounds.flatMap(of)) / median(rounds.flatMap(to))).toFixed(2), '']
  }
  const name = `${thread.messages.toLocaleString('en')} messages`
  const usual = `${USUAL_MESSAGES} messages`
  return [
    line(`${name}: longest task while loading`, ({ loading }) => [loading], ms),
    line(`${name}: longest task while scrolling`, ({ scrolling }) => [scrolling], ms),
    line(`${name}: longest frame while scrolling`, ({ worstFrame }) => [worstFrame], ms),
    line(
      `${name}: growth of memory`,
      ({ grownMb }) => [grownMb],
      (value) => `${value.toFixed(1)} MB`,
    ),
    line(`${name}: opened again, ${SLOWDOWN}× slower`, ({ reopened }) => reopened.long, ms),
    line(`${usual}: opened again, ${SLOWDOWN}× slower`, ({ reopened }) => reopened.usual, ms),
    ratio(
      'ratio of the two',
      ({ reopened }) => reopened.long,
      ({ reopened }) => reopened.usual,
    ),
    line(`${name}: submit to bubble`, ({ submits }) => submits.long, ms),
    line(`${usual}: submit to bubble`, ({ submits }) => submits.usual, ms),
    line('a frame', ({ frame }) => [frame], ms),
    ratio(
      `${usual}: submit to bubble, in frames`,
      ({ submits }) => submits.usual,
      ({ frame }) => [frame],
    ),
  ]
}

type Both = { long: number[]; usual: number[] }

type Round = {
  loading: number
  scrolling: number
  worstFrame: number
  grownMb: number
  submits: Both
  reopened: Both
  frame: number
}

async function measureRound(page: Page, { url, messages }: Thread): Promise<Round> {
  await page.goto(url)
  await page.waitForSelector('[role=option]')
  const ids = await page.$$eval('[data-conversation-id]', (rows) =>
    rows.map((row) => row.getAttribute('data-conversation-id') ?? ''),
  )
  const [longId = '', , usualId = ''] = ids
  await fakeMessages(
    page,
    new Map([
      [longId, messages],
      [usualId, USUAL_MESSAGES],
    ]),
  )
  const session = await page.context().newCDPSession(page)
  const openOther = () => page.evaluate((word) => window.benchOpen(1, word), OF_OTHERS)
  const openLong = (word: string) => page.evaluate((word) => window.benchOpen(0, word), word)
  const openUsual = (word: string) => page.evaluate((word) => window.benchOpen(2, word), word)
  await openOther()
  const before = await heapMb(session)

  await page.evaluate(() => window.benchLongestTask())
  await openLong(textAt(messages))
  await page.evaluate(() => window.benchLoadAll())
  await setTimeout(REST_MS)
  const loading = await page.evaluate(() => window.benchLongestTask())
  const worstFrame = await page.evaluate((steps) => window.benchScroll(steps), SCROLL_STEPS)
  await setTimeout(REST_MS)
  const scrolling = await page.evaluate(() => window.benchLongestTask())
  const grownMb = (await heapMb(session)) - before

  await page.focus('[role=log]')
  await page.keyboard.press('End')
  const submitsInLong = await measureSubmits(page, SUBMITS)
  await openUsual(textAt(USUAL_MESSAGES))
  const submits = { long: submitsInLong, usual: await measureSubmits(page, SUBMITS) }
  const frame = await page.evaluate(frameLength)

  await openOther()
  await setTimeout(REST_MS)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  const last = `Jawaban nomor ${SUBMITS}.`
  const reopened: Both = { long: [], usual: [] }
  // In turn, so that neither has the page warmed up by the other.
  while (reopened.usual.length < OPENINGS) {
    for (const [took, reopen] of [
      [reopened.long, openLong],
      [reopened.usual, openUsual],
    ] as const) {
      took.push(await reopen(last))
      await setTimeout(REST_MS)
      await openOther()
      await setTimeout(REST_MS)
    }
  }
  return { loading, scrolling, worstFrame, grownMb, submits, reopened, frame }
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1_000_000
}
