import { chromium, request } from '@playwright/test'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { copyDataset } from '../dataset/copy.ts'
import type { Dataset, DatabasePlace } from '../dataset/prepare.ts'
import { ms, table } from '../figures.ts'
import { chromiumPath } from '../machine.ts'
import type { Options } from '../options.ts'
import { startMeasuredGateway } from '../process/gateway.ts'
import { fillList } from './fill-list.ts'
import { measureFirstRow } from './first-row.ts'
import { frameLength, watchPresses } from './in-page.ts'
import { measureKeys } from './measure-keys.ts'
import { measureThread } from './measure-thread.ts'
import { serveBarePage } from './serve-bare-page.ts'
import { watchThread } from './thread-in-page.ts'

const VIEWPORT = { width: 1440, height: 900 }
const OWNER = { name: 'Maya Putri', email: 'maya@bench.example', password: 'correct horse battery' }

type StorageState = NonNullable<BrowserContextOptions['storageState']>
type Say = (text: string) => void

type Visit = { url: string; storageState: StorageState }

/** The page on a copy of the prepared database, beside a bare React page; nobody else is at work. */
export async function measureBrowser(dataset: Dataset, options: Options, say: Say): Promise<void> {
  await withBrowser(dataset, async (browser, visit) => measureIn(browser, visit, options.browser, say))
}

/** A long thread in the same page, whose messages come from here. */
export async function measureThreadIn(dataset: Dataset, { thread }: Options, say: Say): Promise<void> {
  await withBrowser(dataset, async (browser, { url, storageState }) => {
    const open = async () => {
      const page = await openPage(browser, 'about:blank', storageState)
      await page.context().addInitScript(watchThread)
      return page
    }
    const figures = await measureThread(open, { url: `${url}/inbox?status=open`, ...thread })
    say(`\n${table(['A long thread', 'median', 'worst'], figures)}`)
  })
}

async function withBrowser(dataset: Dataset, work: (browser: Browser, visit: Visit) => Promise<void>): Promise<void> {
  if (dataset.place.dialect !== 'sqlite') throw new Error('The page is measured on SQLite.')
  const copy = await copyDataset(dataset.place.file)
  try {
    await withGateway({ dialect: 'sqlite', file: copy.file }, async (url, storageState) => {
      const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
      try {
        await work(browser, { url, storageState })
      } finally {
        await browser.close()
      }
    })
  } finally {
    copy.remove()
  }
}

async function measureIn(
  browser: Browser,
  { url, storageState }: Visit,
  { sizes, presses, visits }: Options['browser'],
  say: Say,
): Promise<void> {
  const inbox = `${url}/inbox?status=open`
  const firstRow = await measureFirstRow(browser, { url: inbox, storageState }, visits)
  say(`\n${table(['Navigation to first row', 'median', 'slowest'], firstRow)}`)

  const bare = await serveBarePage()
  try {
    const open = async (address: string, size: number, state?: StorageState) => {
      const page = await openPage(browser, address, state)
      await fillList(page, size)
      return page
    }
    const pages = [
      { name: 'Sigap', open: (size: number) => open(inbox, size, storageState) },
      { name: 'bare', open: (size: number) => open(`${bare.url}?size=${size}`, size) },
    ] as const
    say(`\n  A frame is ${ms(await frameOf(browser, bare.url))} here.`)
    const headings = ['Key to paint', 'median', 'p95', 'bare median', 'bare p95', 'ratio']
    say(table(headings, await measureKeys(pages, { sizes, presses })))
  } finally {
    await bare.stop()
  }
}

async function withGateway(
  place: DatabasePlace,
  work: (url: string, state: StorageState) => Promise<void>,
): Promise<void> {
  const { url, setupCode, child } = await startMeasuredGateway(place)
  try {
    const visitor = await request.newContext({
      baseURL: url,
      extraHTTPHeaders: { Origin: url, 'X-Sigap-Request': '1' },
    })
    const response = await visitor.post('/v1/owner', { data: { code: setupCode, ...OWNER } })
    if (!response.ok()) throw new Error(`Signing in was answered ${response.status()}: ${await response.text()}`)
    const state = await visitor.storageState()
    await visitor.dispose()
    await work(url, state)
  } finally {
    await child.stop()
  }
}

async function openPage(browser: Browser, url: string, storageState: StorageState | undefined): Promise<Page> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    ...(storageState === undefined ? {} : { storageState }),
  })
  await context.addInitScript(watchPresses)
  const page = await context.newPage()
  await page.goto(url)
  return page
}

async function frameOf(browser: Browser, url: string): Promise<number> {
  const page = await openPage(browser, url, undefined)
  const length = await page.evaluate(frameLength)
  await page.context().close()
  return length
}
