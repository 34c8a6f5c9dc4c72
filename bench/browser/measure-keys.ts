import type { Page } from '@playwright/test'
import { median, ms, quantile } from '../figures.ts'
import { measurePresses } from './presses.ts'
import type { MeasuredKey } from './presses.ts'

const SLOWDOWNS = [1, 4]

/** A page that is measured: `open` shows it anew with so many rows. */
export type MeasuredPage = { name: string; open: (size: number) => Promise<Page> }

type Measured = { page: string; key: MeasuredKey; size: number; slowdown: number; took: number[] }

/** Key to paint of every key, on every page, at every size, at full speed and slowed down; a line of figures each. */
export async function measureKeys(
  pages: readonly [MeasuredPage, MeasuredPage],
  { sizes, presses }: { sizes: readonly number[]; presses: number },
): Promise<string[][]> {
  const all: Measured[] = []
  for (const size of sizes) {
    for (const page of pages) all.push(...(await measurePage(page, size, presses)))
  }
  const [ours, bare] = pages
  return all
    .filter(({ page }) => page === ours.name)
    .map((mine) => {
      const theirs = all.find(
        ({ page, key, size, slowdown }) =>
          page === bare.name && key === mine.key && size === mine.size && slowdown === mine.slowdown,
      )
      const other = theirs?.took ?? []
      return [
        `${mine.key.toUpperCase()}, ${mine.size.toLocaleString('en')} rows${mine.slowdown === 1 ? '' : `, ${mine.slowdown}× slower`}`,
        ms(median(mine.took)),
        ms(quantile(mine.took, 0.95)),
        ms(median(other)),
        ms(quantile(other, 0.95)),
        (median(mine.took) / median(other)).toFixed(2),
      ]
    })
}

async function measurePage({ name, open }: MeasuredPage, size: number, presses: number): Promise<Measured[]> {
  const measured: Measured[] = []
  let page = await open(size)
  for (const slowdown of SLOWDOWNS) {
    measured.push({
      page: name,
      key: 'j',
      size,
      slowdown,
      took: await measurePresses(page, { key: 'j', presses, slowdown }),
    })
  }
  // `e` takes rows away, so a short list is filled again before it is much shorter.
  const atOnce = Math.min(presses, Math.floor(size / 4))
  for (const slowdown of SLOWDOWNS) {
    const took: number[] = []
    while (took.length < presses) {
      if (atOnce < presses) {
        await page.context().close()
        page = await open(size)
      }
      took.push(
        ...(await measurePresses(page, { key: 'e', presses: Math.min(atOnce, presses - took.length), slowdown })),
      )
    }
    measured.push({ page: name, key: 'e', size, slowdown, took })
  }
  await page.context().close()
  return measured
}
