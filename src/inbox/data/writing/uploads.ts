import { fileTypeOf, HEAD_BYTES, usualEndingsOf } from '#contract/file-type.ts'
import { judgeFile } from '#contract/upload.ts'
import type { FileRule, Upload, Verdict } from '#contract/upload.ts'
import { createKeyedEmitter } from '#inbox/lib/emitter.ts'
import { createGate } from '#inbox/lib/gate.ts'
import { ApiError } from '../api-error.ts'
import type { Attachment, Destination, Refusal } from './attachment.ts'
import { keepAttachment, readAttachments } from './kept-attachments.ts'
import type { LocalItems } from '../local-items.ts'
import type { FinishUpload } from './outgoing-file.ts'
import type { OutgoingMessage } from './outgoing.ts'
import { attachmentOf } from './attachment-of.ts'
import type { SendFile } from './upload-request.ts'

/** Files on their way from this device to the gateway, each bound for good to the conversation that it was added in. */
export type Uploads = {
  /** What is added to the answer of a conversation, in order. The same array until it changes. */
  of: (conversationId: string) => readonly Attachment[]
  subscribe: (conversationId: string, listener: () => void) => () => void
  /** Takes files for exactly that conversation, and begins to upload what its channel takes. */
  add: (to: Destination, files: readonly File[]) => void
  /** Also ends its upload. */
  remove: (key: string) => void
  retry: (key: string) => void
  /**
   * Takes what can be sent out of the answer: from now on it belongs to its message. What is refused or lost stays, and says why.
   * Answers each with how to finish its upload.
   */
  claim: (conversationId: string) => { attachment: Attachment; finish: FinishUpload }[]
  /** An attachment of a message that was claimed here; undefined after a reload. */
  claimed: (key: string) => Attachment | undefined
  /** Puts the file of a message that was taken back into the answer again. */
  putBack: (message: OutgoingMessage) => void
  /** Ends the upload of a message that waits for it. */
  cancel: (key: string) => void
}

type Deps = {
  items: LocalItems
  sendFile: SendFile
  /** Tells the gateway that nobody wants a file any more. */
  discard: (upload: string) => void
  newKey: () => string
  now: () => number
}

type Entry = {
  attachment: Attachment
  file: File | null
  to: Destination | null
  run: AbortController
  done: Promise<Upload> | null
}

/** The browser leaves six connections a host, and messages and the live stream need theirs. */
const AT_ONCE = 2
const MOST_SHOWN = 50
const NONE: readonly Attachment[] = []

export function createUploads(deps: Deps): Uploads {
  const { items } = deps
  const changed = createKeyedEmitter()
  const gate = createGate(AT_ONCE)
  const entries = new Map<string, Entry>()
  const gone: string[] = []
  const inAnswer = new Map<string, readonly Attachment[]>()
  for (const kept of readAttachments(items)) {
    entries.set(kept.key, entryOf(kept))
    inAnswer.set(kept.conversationId, [...of(kept.conversationId), kept])
  }

  function of(conversationId: string): readonly Attachment[] {
    return inAnswer.get(conversationId) ?? NONE
  }

  function change(entry: Entry, next: Partial<Attachment>): void {
    entry.attachment = { ...entry.attachment, ...next }
    const { key, conversationId } = entry.attachment
    if (entries.get(key) !== entry) return
    const shown = of(conversationId)
    if (shown.some((other) => other.key === key)) {
      inAnswer.set(
        conversationId,
        shown.map((other) => (other.key === key ? entry.attachment : other)),
      )
      if (next.state !== undefined) keep(entry.attachment)
    }
    changed.emit([conversationId])
  }

  const keep = (attachment: Attachment) => keepAttachment(items, attachment)

  function show(entry: Entry): void {
    const { attachment } = entry
    entries.set(attachment.key, entry)
    inAnswer.set(attachment.conversationId, [...of(attachment.conversationId), attachment])
    keep(attachment)
    changed.emit([attachment.conversationId])
  }

  function hide({ key, conversationId }: Attachment): void {
    items.remove(key)
    inAnswer.set(
      conversationId,
      of(conversationId).filter((other) => other.key !== key),
    )
    changed.emit([conversationId])
  }

  /** Reads the type and uploads; the attachment says how far that came. */
  async function run(entry: Entry, file: File, { connectionId, takes }: Destination): Promise<Upload> {
    const { signal } = entry.run
    const { type, rule, refusal } = await judge(file, takes)
    if (rule === null) {
      change(entry, { state: 'refused', refusal })
      throw new ApiError('client', 'The channel does not take this file.', { status: 415, code: 'unsupported_file' })
    }
    const preview = rule.kind === 'image' ? (entry.attachment.preview ?? URL.createObjectURL(pinned(file, type))) : null
    change(entry, { state: 'uploading', mimeType: type, rule, preview, progress: 0 })
    const onProgress = (progress: number) => change(entry, { progress })
    const upload = await gate(() => {
      signal.throwIfAborted()
      return deps.sendFile(file, { connectionId, filename: file.name, signal, onProgress })
    })
    change(entry, { state: 'uploaded', progress: 1, upload: upload.id, filename: upload.filename })
    return upload
  }

  function begin(entry: Entry): void {
    const { file, to } = entry
    if (file === null || to === null) return
    entry.run = new AbortController()
    const { signal } = entry.run
    const done = run(entry, file, to).catch((error: unknown) => {
      if (entry.attachment.state !== 'refused') change(entry, { state: 'failed', progress: 0 })
      throw signal.aborted ? cancelled() : error
    })
    entry.done = done
    // Whoever sends it learns of a failure by `finish`; the chip shows it in any case.
    done.catch(() => undefined)
  }

  function finish(entry: Entry, anew: boolean): Promise<Upload> {
    if (anew) change(entry, { state: entry.file === null ? 'lost' : 'failed', upload: null })
    const { attachment, file } = entry
    const { upload, rule, mimeType, filename, size } = attachment
    if (upload !== null && rule !== null) {
      const { kind } = rule
      return Promise.resolve({ id: upload, object: 'upload', kind, mime_type: mimeType ?? '', filename, size })
    }
    if (file === null) return Promise.reject(lost())
    if (attachment.state === 'failed') begin(entry)
    return entry.done ?? Promise.reject(lost())
  }

  /** The bubbles of so many messages show what lies on this device; older ones show what the gateway has. */
  function forgetOldest(newest: string): void {
    gone.push(newest)
    if (gone.length <= MOST_SHOWN) return
    const oldest = gone.find((key) => entries.get(key)?.attachment.upload !== null)
    if (oldest === undefined) return
    gone.splice(gone.indexOf(oldest), 1)
    release(entries.get(oldest))
    entries.delete(oldest)
  }

  return {
    of,
    subscribe: changed.subscribe,
    add(to, files) {
      for (const file of files) {
        const attachment: Attachment = {
          key: deps.newKey(),
          conversationId: to.conversationId,
          filename: file.name,
          size: file.size,
          mimeType: null,
          rule: null,
          state: 'reading',
          refusal: null,
          progress: 0,
          preview: null,
          upload: null,
          at: deps.now(),
        }
        const entry: Entry = { ...entryOf(attachment), file, to }
        show(entry)
        begin(entry)
      }
    },
    remove(key) {
      const entry = entries.get(key)
      if (entry === undefined) return
      entries.delete(key)
      entry.run.abort()
      hide(entry.attachment)
      if (entry.attachment.upload !== null) deps.discard(entry.attachment.upload)
      release(entry)
    },
    retry(key) {
      const entry = entries.get(key)
      if (entry?.attachment.state === 'failed') begin(entry)
    },
    claim(conversationId) {
      const ready = of(conversationId).filter(({ state }) => state !== 'refused' && state !== 'lost')
      return ready.flatMap(({ key }) => {
        const entry = entries.get(key)
        if (entry === undefined) return []
        hide(entry.attachment)
        forgetOldest(key)
        return { attachment: entry.attachment, finish: (anew = false) => finish(entry, anew) }
      })
    },
    claimed: (key) => entries.get(key)?.attachment,
    putBack(message) {
      const known = entries.get(message.key)
      entries.delete(message.key)
      // Under a new key, because it will be another message.
      const given = { key: deps.newKey(), at: deps.now() }
      const attachment = known === undefined ? attachmentOf(message, given) : { ...known.attachment, ...given }
      if (attachment === null) return
      show(known === undefined ? entryOf(attachment) : { ...known, attachment })
    },
    cancel(key) {
      entries.get(key)?.run.abort()
    },
  }
}

function entryOf(attachment: Attachment): Entry {
  return { attachment, file: null, to: null, run: new AbortController(), done: null }
}

function release(entry: Entry | undefined): void {
  const preview = entry?.attachment.preview
  if (preview?.startsWith('blob:') === true) URL.revokeObjectURL(preview)
}

type Judgement = { type: string | null; rule: FileRule | null; refusal: Refusal | null }

/** By what the first bytes say, so that what the gateway would refuse is not uploaded first. */
async function judge(file: File, takes: readonly FileRule[]): Promise<Judgement> {
  const head = await file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    // Somebody moved it, or took the drive away.
    .catch(() => null)
  if (head === null) return { type: null, rule: null, refusal: { why: 'unreadable' } }
  const type = fileTypeOf(new Uint8Array(head), file.name)
  const verdict = judgeFile(takes, { type, size: file.size })
  if ('fits' in verdict) return { type, rule: verdict.fits, refusal: null }
  return { type, rule: null, refusal: refusalOf(verdict, takes) }
}

function refusalOf(verdict: Exclude<Verdict, { fits: FileRule }>, takes: readonly FileRule[]): Refusal {
  if (verdict.refused === 'size') return { why: 'size', most: verdict.rule.max_bytes }
  if (verdict.refused === 'empty') return { why: 'empty' }
  return { why: 'type', endings: usualEndingsOf(takes.flatMap(({ types }) => types)) }
}

/** The file is on no device any more that this page knows: it has to be chosen again. */
function lost(): ApiError {
  return new ApiError('client', 'The file is not here any more.', { status: 422, code: 'file_lost' })
}

function cancelled(): ApiError {
  return new ApiError('client', 'The upload was cancelled.', { status: 422, code: 'file_cancelled' })
}

/** As the type that its bytes say: under the one that somebody gave it, its address could be opened as a page of ours. */
function pinned(file: File, type: string | null): Blob {
  return file.slice(0, file.size, type ?? 'application/octet-stream')
}
