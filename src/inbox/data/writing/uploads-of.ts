import { uploadEndpoints } from '#contract/endpoints/uploads.ts'
import { randomId } from '#inbox/lib/random-id.ts'
import type { Inbox } from '../inbox.ts'
import { createLocalItems, localStorageOrNull } from '../local-items.ts'
import { sendFile } from './upload-request.ts'
import { createUploads } from './uploads.ts'
import type { Uploads } from './uploads.ts'

const byInbox = new WeakMap<Inbox, Uploads>()

/** The uploads of an agent: made when a conversation is first shown, so that the first page does not carry them, and kept from then on. */
export function uploadsOf(inbox: Inbox): Uploads {
  const known = byInbox.get(inbox)
  if (known !== undefined) return known
  const made = createUploads({
    items: createLocalItems(localStorageOrNull(), `sigap.attachment.${inbox.myId}.`),
    sendFile,
    // What the gateway does not hear of it forgets by itself after a day.
    discard: (id) => void inbox.call(uploadEndpoints.discardUpload, { params: { id } }).catch(() => undefined),
    newKey: randomId,
    now: inbox.now,
  })
  byInbox.set(inbox, made)
  return made
}
