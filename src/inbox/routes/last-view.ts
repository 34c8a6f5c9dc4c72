import * as z from 'zod/mini'
import { inboxUrlSchema } from '#contract/inbox-url.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'

const KEY = 'sigap.last-view'
const storedSchema = z.pipe(z.unknown(), inboxUrlSchema)
const firstView: InboxUrl = z.parse(inboxUrlSchema, {})

/** The view that was open last in this browser, without its search words: yesterday's search is rarely today's. */
export function readLastView(storage: Storage): InboxUrl {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? 'null')
    const parsed = z.safeParse(storedSchema, stored)
    return parsed.success ? { ...parsed.data, q: undefined } : firstView
  } catch {
    // Unreadable or forbidden storage is the same as none.
    return firstView
  }
}

/** Remembers a view; a browser that forbids storage simply forgets. */
export function rememberView(storage: Storage, view: InboxUrl): void {
  try {
    storage.setItem(KEY, JSON.stringify({ ...view, q: undefined }))
  } catch {
    return
  }
}
