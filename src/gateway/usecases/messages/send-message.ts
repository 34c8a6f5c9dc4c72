import { fillTemplate } from '#contract/sending.ts'
import type { SendMessage, Template } from '#contract/sending.ts'
import type { Actor } from '#contract/live-event.ts'
import type { Message } from '#contract/message.ts'
import { windowClosesAt, windowState } from '#contract/window.ts'
import { newId } from '#gateway/auth/random.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { firstMessageByKey } from '#gateway/storage/first-messages.ts'
import { insertMessage, newestMessageMs } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import { insertSend, outgoingState, sendByKey } from '#gateway/storage/sends.ts'
import type { SendContent, SendRow } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { refuseUnserved } from '../connections/refuse-unserved.ts'
import { sendsOn } from '../connections/channel-rules.ts'
import type { Channels } from '../connections/channel-rules.ts'
import { orNotFound } from '../conversations/or-not-found.ts'
import { fail } from '../fail.ts'
import { previewOf } from './message-row.ts'
import { refuseUnseen } from './refuse-unseen.ts'
import { storeParts } from './message-parts.ts'
import { isSameFile, mediaOf, takeFile } from '../files/outgoing-files.ts'
import { presentMessage } from './present-message.ts'
import { recordEdits } from '../conversations/record-edits.ts'
import { sentMessage } from './sent-message.ts'

export type SendRequest = {
  workspaceId: string
  conversationId: string
  /** The client's idempotency key. */
  key: string
  body: SendMessage
  actor: Actor
  client: string | null
  /** What the connection can send; undefined when it can send nothing. */
  channels: Channels
  /** Where the vendor fetches files; null when it cannot. */
  linkBase: string | null
  /** The approved templates as far as they are known here. */
  templates: readonly Template[] | null
}

/**
 * Takes a message for the customer: it stands in the thread and is owed to the vendor, in one transaction. A key that was used before
 * is answered with its message as it is now. Fails with `resource_not_found`, `cannot_send`, `outside_24h_window`,
 * `invalid_field_value`, `unknown_upload` or `unsupported_file` for its file, `idempotency_key_reuse` when the key brought another message,
 * or `conversation_moved_on` when its author had not seen what others did; then nothing is sent, and the key may be used again.
 */
export async function sendMessage(
  deps: { storage: Storage; now: () => number },
  request: SendRequest,
): Promise<Message> {
  const { workspaceId, conversationId, key, body, actor, client } = request
  refuseMixture(body)
  return deps.storage.write(async (tx) => {
    const row = orNotFound(await conversationForUpdate(tx, workspaceId, conversationId))
    const earlier = await sendByKey(tx, workspaceId, key)
    if (earlier !== undefined) return replay(tx, earlier, request)
    if ((await firstMessageByKey(tx, workspaceId, key)) !== undefined) return fail('idempotency_key_reuse')
    const content = await contentOf(tx, row, request, deps.now())
    if (body.seen !== undefined) await refuseUnseen(tx, row, body.seen, actor)

    // In the order in which they were written, also where the clock stands still or the vendor's is ahead.
    const now = Math.max(deps.now(), (await newestMessageMs(tx, workspaceId, conversationId)) + 1)
    const message = messageOf(request, content, now)
    await insertMessage(tx, message)
    await insertSend(tx, {
      workspace_id: workspaceId,
      connection_id: row.connection_id,
      conversation_id: conversationId,
      message_id: message.id,
      key,
      content,
      created_ms: deps.now(),
    })
    const after = {
      ...row,
      ...previewOf({ ...message, createdAt: now }),
      outgoing: await outgoingState(tx, workspaceId, conversationId),
    }
    const change = { field: 'message' as const, from: null, to: 'outbound', actor, client }
    await recordEdits(tx, workspaceId, [{ before: row, after, changes: [change] }], deps.now())
    return presentMessage(message)
  })
}

function refuseMixture({ text, template, attachment }: SendMessage): void {
  if (template === undefined && attachment === undefined && text === undefined) {
    fail('missing_required_field', { param: 'text' })
  }
  if (template === undefined) return
  if (text !== undefined)
    fail('invalid_field_value', { param: 'text', message: 'Send a text or a template, not both.' })
  if (attachment === undefined) return
  fail('invalid_field_value', { param: 'attachment', message: 'Send a file or a template, not both.' })
}

async function replay(tx: Tx, earlier: SendRow, { conversationId, body }: SendRequest): Promise<Message> {
  const isSame = earlier.conversation_id === conversationId && isSameContent(earlier.content, body)
  return isSame ? presentMessage(await sentMessage(tx, earlier)) : fail('idempotency_key_reuse')
}

function isSameContent(earlier: SendContent, body: SendMessage): boolean {
  if (earlier.type === 'media') return isSameFile(earlier, body)
  return body.attachment === undefined && JSON.stringify(earlier) === JSON.stringify(wordsIn(body))
}

function wordsIn({ text, template }: SendMessage): Exclude<SendContent, { type: 'media' }> {
  return template === undefined ? { type: 'text', text: text ?? '' } : { type: 'template', ...template }
}

/** What goes out, if it can be sent here and now. */
async function contentOf(tx: Tx, row: ConversationRow, request: SendRequest, now: number): Promise<SendContent> {
  const { workspaceId, body, channels, templates, linkBase } = request
  if (channels === undefined) await refuseUnserved(tx, workspaceId, row.connection_id)
  const sends = sendsOn(channels, row.channel)
  if (sends === null) return fail('cannot_send', { param: 'connection' })
  // A channel that writes to numbers can write to nobody without one.
  if (sends.startsWith === 'number' && row.contact_phone === null) {
    return fail('cannot_send', { param: 'contact.phone_number' })
  }
  const words = wordsIn(body)
  if (words.type === 'template') {
    refuseTemplate(words, templates)
    return words
  }
  if (sends.hasWindow && windowState(windowClosesAt(row.last_inbound_ms), now) === 'closed') {
    fail('outside_24h_window')
  }
  if (body.attachment !== undefined) {
    const file = { author: request.actor.id, upload: body.attachment.upload, caption: body.text ?? null }
    return takeFile(tx, { workspaceId, ...file, files: sends.files, linkBase }, now)
  }
  if (words.text.length > sends.maxText) {
    fail('invalid_field_value', { param: 'text', message: `A text has at most ${sends.maxText} characters here.` })
  }
  return words
}

/** Fails with `invalid_field_value` when a template is not one of those approved, or is sent with too many values or too few. */
export function refuseTemplate(
  { name, language, variables }: Extract<SendContent, { type: 'template' }>,
  templates: readonly Template[] | null,
): void {
  if (templates === null) return
  const known = templates.find((template) => template.name === name && template.language === language)
  if (known === undefined) return fail('invalid_field_value', { param: 'template.name' })
  if (known.variables !== variables.length) fail('invalid_field_value', { param: 'template.variables' })
}

function messageOf(
  { workspaceId, conversationId, key, actor, templates }: SendRequest,
  content: SendContent,
  now: number,
): MessageRow {
  return {
    workspace_id: workspaceId,
    conversation_id: conversationId,
    id: newId('snd'),
    direction: 'outbound',
    type: content.type === 'media' ? content.kind : content.type,
    ...wordsOf(content, templates),
    delivery: JSON.stringify({ state: 'waiting', code: null }),
    parts: content.type === 'media' ? storeParts({ media: mediaOf(content) }) : null,
    send_key: key,
    author: JSON.stringify({ id: actor.id, name: actor.name }),
    created_ms: now,
  }
}

/** What a message says, as a thread shows it. */
export function wordsOf(content: SendContent, templates: readonly Template[] | null) {
  if (content.type === 'text') return { text: content.text, label: null }
  // As a vendor shows it: only a document has a name.
  if (content.type === 'media') {
    return { text: content.caption, label: content.kind === 'document' ? content.filename : null }
  }
  const { name, language, variables } = content
  const known = templates?.find((template) => template.name === name && template.language === language)
  return { text: known === undefined ? null : fillTemplate(known.body, variables), label: name }
}
