const KEY = 'sigap.list-width'

/** Pixels. */
export const LIST_WIDTHS = { min: 280, max: 560 } as const
const USUAL = 364

/** How wide the list was pulled in this browser, in pixels; the usual width when that is unknown or makes no sense. */
export function readListWidth(storage: Storage): number {
  const stored = Number(storage.getItem(KEY) ?? Number.NaN)
  return stored >= LIST_WIDTHS.min && stored <= LIST_WIDTHS.max ? stored : USUAL
}

export function rememberListWidth(storage: Storage, width: number): void {
  try {
    storage.setItem(KEY, String(width))
  } catch {
    // Full or forbidden storage: the width holds until the page is closed.
    return
  }
}
