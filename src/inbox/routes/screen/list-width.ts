import { pageItems } from '#inbox/data/local-items.ts'

const KEY = 'list-width'

/** Pixels. */
export const LIST_WIDTHS = { min: 280, max: 560 } as const
const USUAL = 364

/** How wide the list was pulled in this browser, in pixels; the usual width when that is unknown or makes no sense. */
export function readListWidth(): number {
  const stored = Number(pageItems().get(KEY) ?? Number.NaN)
  return stored >= LIST_WIDTHS.min && stored <= LIST_WIDTHS.max ? stored : USUAL
}

/** A browser that forbids storage keeps the width until the page is closed. */
export function rememberListWidth(width: number): void {
  pageItems().set(KEY, String(width))
}
