import * as z from 'zod/mini'
import { inboxUrlSchema } from '#contract/inbox-url.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { pageItems } from '#inbox/data/local-items.ts'

const KEY = 'last-view'
const firstView: InboxUrl = z.parse(inboxUrlSchema, {})

/** The view that was open last in this browser, without its search words: yesterday's search is rarely today's. */
export function readLastView(): InboxUrl {
  const stored = z.safeParse(inboxUrlSchema, pageItems().json(KEY))
  return stored.success ? { ...stored.data, q: undefined } : firstView
}

/** Remembers a view; a browser that forbids storage simply forgets. */
export function rememberView(view: InboxUrl): void {
  pageItems().set(KEY, JSON.stringify({ ...view, q: undefined }))
}
