import { mediaUrl } from './media.ts'
import { findMessage, setMessageContent } from './messages.ts'
import type { Message } from './message-row.ts'
import { planProgress } from './progress.ts'
import { text } from '../kit/store.ts'
import type { SendFailure, Vendor } from './vendor.ts'

/** Fetches an address of the sender's, as anybody on the internet would. Like fetch, it rejects when there was no answer. */
export type FetchFile = (url: string, init: { signal: AbortSignal }) => Promise<Response>

const patienceMs = 20_000
const mb = 1024 * 1024
/** What Meta takes as what. The vendor documents pictures; the rest is Meta's. */
const accepted: Readonly<Record<string, { types: RegExp; bytes: number }>> = {
  image: { types: /^image\/(jpeg|png)$/, bytes: 5 * mb },
  video: { types: /^video\/(mp4|3gpp)$/, bytes: 16 * mb },
  audio: { types: /^audio\/(aac|mp4|mpeg|amr|ogg)$/, bytes: 16 * mb },
  document: { types: /^(application\/(pdf|msword|vnd\.[\w.-]+)|text\/plain)$/, bytes: 100 * mb },
}

const downloadFailed: SendFailure = {
  code: 'media_download_failed',
  message: 'The media could not be downloaded from its address.',
  provider_code: 131053,
}

/** Writes down that a message's file is to be fetched; what becomes of the message follows from that. */
export function planFetch(vendor: Vendor, message: Message, url: string): void {
  vendor.store.run('insert into file_fetches values (?, ?, ?)', message.id, url, vendor.clock.now())
  vendor.wake()
}

/** Starts every fetch that is due and returns them. A file is fetched once, whatever comes of it. */
export function runDueFetches(vendor: Vendor, fetchFile: FetchFile): Promise<void>[] {
  const due = vendor.store.all('select * from file_fetches where due_ms <= ?', vendor.clock.now())
  return due.map((row) => fetchFor(vendor, fetchFile, text(row, 'message_id'), text(row, 'url')))
}

/** What an earlier process was fetching when it ended is fetched by this one. */
export function reviveFetches(vendor: Vendor): void {
  vendor.store.run('update file_fetches set due_ms = ? where due_ms is null', vendor.clock.now())
}

async function fetchFor(vendor: Vendor, fetchFile: FetchFile, id: string, url: string): Promise<void> {
  vendor.store.run('update file_fetches set due_ms = null where message_id = ?', id)
  const message = findMessage(vendor, id)
  const file = message === undefined ? null : await download(fetchFile, message.type, url)
  if (vendor.closing.aborted) return
  vendor.store.transaction(() => {
    vendor.store.run('delete from file_fetches where message_id = ?', id)
    if (message === undefined) return
    if (file !== null) {
      vendor.store.insert('files', { id, mime_type: file.type, bytes: file.bytes })
      setMessageContent(vendor, id, { ...message.content, media_url: mediaUrl(id), mime_type: file.type })
    }
    planProgress(vendor, message, file === null ? downloadFailed : null)
  })
}

async function download(fetchFile: FetchFile, kind: string, url: string) {
  try {
    const response = await fetchFile(url, { signal: AbortSignal.timeout(patienceMs) })
    const type = response.headers.get('Content-Type')?.split(';')[0]?.trim() ?? ''
    const bytes = new Uint8Array(await response.arrayBuffer())
    const rule = accepted[kind]
    const isGood = response.status === 200 && rule?.types.test(type) === true
    return isGood && bytes.byteLength > 0 && bytes.byteLength <= rule.bytes ? { type, bytes } : null
  } catch {
    return null
  }
}
