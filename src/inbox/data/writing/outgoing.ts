import * as z from 'zod/mini'
import { messageEndpoints } from '#contract/endpoints/messages.ts'
import { changeSchema } from '#contract/live-event.ts'
import type { Message } from '#contract/message.ts'
import { movedOnBodySchema, sendMessageSchema } from '#contract/sending.ts'
import type { SendMessage } from '#contract/sending.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import { ApiError } from '../api-error.ts'
import type { ConversationStore } from '../acts/conversation-store.ts'
import type { Call } from '../http.ts'
import type { LocalItems } from '../local-items.ts'
import { outgoingFileSchema, uploadHref } from './outgoing-file.ts'
import type { FinishUpload, OutgoingFile } from './outgoing-file.ts'
import { createSendQueue } from './send-queue.ts'
import type { SendQueue } from './send-queue.ts'
import type { Threads } from '../thread.ts'

const outgoingSchema = z.object({
  /** The idempotency key, made when the agent submitted. */
  key: z.string(),
  /** Frozen at submit: whatever is open later, this is whom it goes to. */
  conversationId: z.string(),
  body: sendMessageSchema,
  /** What the bubble shows. */
  text: z.string(),
  /** Epoch ms. */
  at: z.number(),
  /** `held`: somebody did something that its author had not seen; `refused`: the gateway will not take it. */
  state: z.enum(['sending', 'held', 'refused']),
  code: z.nullable(z.string()),
  /** What its author had not seen. */
  news: z.array(changeSchema),
  /** Resolve the conversation once the gateway has the message. */
  resolves: z.boolean(),
  /** What it brings; the body names it once it is uploaded. */
  file: z.optional(outgoingFileSchema),
})
export type OutgoingMessage = z.infer<typeof outgoingSchema>

export type Submit = Pick<OutgoingMessage, 'conversationId' | 'text' | 'resolves'> & {
  body: Omit<SendMessage, 'seen'>
  /** The idempotency key where it follows from what is sent; else a new one is made. */
  key?: string
  /** A file under the key that it has on this device; the message waits until it is uploaded. */
  attachment?: { key: string; file: OutgoingFile; finish?: FinishUpload }
}

/** Messages that the gateway does not have yet. They are kept on this device, and go out again after a reload. */
export type Outgoing = Omit<SendQueue<OutgoingMessage>, 'begin' | 'find'> & {
  /** Takes a message for exactly that conversation; the bubble is there when this returns. */
  submit: (message: Submit) => void
  /** Sends a held or refused message after all, under the same key. */
  sendAnyway: (key: string) => void
  /** The agent has seen a conversation up to this version. */
  saw: (conversationId: string, version: number) => void
}

type Deps = {
  call: Call
  store: ConversationStore
  threads: Pick<Threads, 'take' | 'isOpen'>
  items: LocalItems
  setTimer: SetTimer
  random: () => number
  now: () => number
  newKey: () => string
  /** Told of a message that did not go out while its conversation is not on the screen. */
  onStopped: (message: OutgoingMessage) => void
  onSent: (message: OutgoingMessage) => void
}

export function createOutgoing(deps: Deps): Outgoing {
  const { store, threads } = deps
  const seen = new Map<string, number>()
  const uploads = new Map<string, FinishUpload>()
  const forgotten = new Set<string>()
  const queue = createSendQueue<OutgoingMessage>({
    ...deps,
    parse: (kept) => outgoingSchema.safeParse(kept).data ?? null,
    onStopped(message) {
      if (!threads.isOpen(message.conversationId)) deps.onStopped(message)
    },
    async prepare(message) {
      const { key, file, body } = message
      if (file === undefined || body.attachment !== undefined) return message
      const { id } = await (uploads.get(key) ?? fileLost)(forgotten.delete(key))
      return { ...message, body: { ...body, attachment: { upload: id } } }
    },
    async attempt(message) {
      const { key, conversationId: id, body } = message
      try {
        const headers = { 'Idempotency-Key': key }
        const { data } = await deps.call(messageEndpoints.sendMessage, { params: { id }, body, headers })
        threads.take(data)
        return null
      } catch (error) {
        const news = newsIn(error)
        if (news === null) throw error
        store.transact((write) => write.take(news.conversation, news.changes))
        return { ...message, state: 'held', news: news.changes }
      }
    },
  })

  function seenBody(id: string, body: Omit<SendMessage, 'seen'>): SendMessage {
    const version = seen.get(id)
    return version === undefined ? body : { ...body, seen: version }
  }

  function sendAnyway(key: string): void {
    const message = queue.find(key)
    if (message === undefined || message.state === 'sending') return
    const { seen: _, ...body } = message.body
    // What the gateway no longer has is uploaded anew.
    if (message.code === 'unknown_upload') {
      delete body.attachment
      forgotten.add(key)
    }
    // Whoever sends anyway has been shown what is new.
    seen.set(message.conversationId, store.base.get(message.conversationId)?.version ?? 0)
    queue.begin({ ...message, body: seenBody(message.conversationId, body), state: 'sending', news: [], code: null })
  }

  return {
    ...queue,
    submit({ conversationId, body, text, resolves, attachment, key = attachment?.key ?? deps.newKey() }) {
      for (const other of queue.of(conversationId)) if (other.state === 'held') sendAnyway(other.key)
      if (attachment?.finish !== undefined) uploads.set(attachment.key, attachment.finish)
      queue.begin({
        ...(attachment === undefined ? {} : { file: attachment.file }),
        key,
        conversationId,
        body: seenBody(conversationId, body),
        text,
        at: deps.now(),
        state: 'sending',
        code: null,
        news: [],
        resolves,
      })
    },
    sendAnyway,
    saw(id, version) {
      seen.set(id, Math.max(version, seen.get(id) ?? 0))
    },
  }
}

/** The bytes were on a page that is closed. */
function fileLost(): Promise<never> {
  return Promise.reject(new ApiError('client', 'The file has to be chosen again.', { status: 422, code: 'file_lost' }))
}

function newsIn(error: unknown): z.infer<typeof movedOnBodySchema> | null {
  if (!(error instanceof ApiError) || error.kind !== 'conflict') return null
  return movedOnBodySchema.safeParse(error.body).data ?? null
}

/** A message that waits on this device, as the thread shows it beside those that the gateway has. */
export function asMessage(message: OutgoingMessage, author: Message['author']): Message {
  const { key, conversationId, body, text, at, state, code, file } = message
  return {
    id: key,
    object: 'message',
    conversation_id: conversationId,
    direction: 'outbound',
    type: file?.kind ?? (body.template === undefined ? 'text' : 'template'),
    text: file !== undefined && text === '' ? null : text,
    label: file?.kind === 'document' ? file.filename : (body.template?.name ?? null),
    delivery: deliveryOf(state, code),
    key,
    author,
    created_at: new Date(at).toISOString(),
    ...(file === undefined || body.attachment === undefined
      ? {}
      : { media: { ...file, href: uploadHref(body.attachment.upload) } }),
  }
}

/** A held message waits for nobody but its author, so no mark promises that it goes out. */
function deliveryOf(state: OutgoingMessage['state'], code: string | null): Message['delivery'] {
  if (state === 'held') return null
  return state === 'refused' ? { state: 'failed', code } : { state: 'waiting', code: null }
}
