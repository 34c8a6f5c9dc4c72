import { digitsOf } from '#contract/digits.ts'
import type { StartConversation, Started } from '#contract/first-message.ts'
import type { Actor } from '#contract/live-event.ts'
import { readPhoneNumber } from '#contract/phone-number.ts'
import type { Template } from '#contract/sending.ts'
import { newId } from '#gateway/auth/random.ts'
import { lockConnection } from '#gateway/storage/connections.ts'
import { conversationsOfNumber, getConversation } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { readCounts } from '#gateway/storage/counts.ts'
import { firstMessageByKey, firstMessageUnderWay, insertFirstMessage } from '#gateway/storage/first-messages.ts'
import type { FirstMessageRow } from '#gateway/storage/first-messages.ts'
import { sendByKey } from '#gateway/storage/sends.ts'
import type { Read, Storage, Tx } from '#gateway/storage/storage.ts'
import { refuseUnserved } from '../connections/refuse-unserved.ts'
import { startingChannel } from '../connections/channel-rules.ts'
import type { Channels } from '../connections/channel-rules.ts'
import { fail } from '../fail.ts'
import { presentConversation } from '../conversations/present-conversation.ts'
import { presentFirstMessage } from './present-first-message.ts'
import { refuseTemplate, wordsOf } from './send-message.ts'

export type StartRequest = {
  workspaceId: string
  /** The client's idempotency key. */
  key: string
  body: StartConversation
  actor: Actor
  client: string | null
  /** What the connection can send; undefined when it can send nothing. */
  channels: Channels
  /** The approved templates as far as they are known here. */
  templates: readonly Template[] | null
}

/**
 * Takes a message to a number that has no conversation yet. A number that has one, and one that is being written to, are answered with
 * that, and nothing is sent: a customer is not written to twice by people who do not know of each other. A key that was used before is
 * answered with its message as it is now. Fails with `cannot_send`, `missing_required_field`, `invalid_field_value`, or
 * `idempotency_key_reuse` when the key brought another message.
 */
export async function startConversation(
  deps: { storage: Storage; now: () => number },
  request: StartRequest,
): Promise<Started> {
  const { workspaceId, key, body, actor, client, channels, templates } = request
  const to = numberOf(body.to, 'to')
  const named = body.from === undefined ? null : numberOf(body.from, 'from')
  const content = { type: 'template' as const, ...body.template }
  return deps.storage.write(async (tx) => {
    if (!(await lockConnection(tx, workspaceId, body.connection))) {
      return fail('invalid_field_value', { param: 'connection' })
    }
    const earlier = await firstMessageByKey(tx, workspaceId, key)
    if (earlier !== undefined) {
      const isSame =
        earlier.connection_id === body.connection &&
        earlier.to_number === to &&
        (named === null || earlier.from_number === named) &&
        JSON.stringify(earlier.content) === JSON.stringify(content)
      return isSame ? presentStarted(tx, earlier) : fail('idempotency_key_reuse')
    }
    if ((await sendByKey(tx, workspaceId, key)) !== undefined) return fail('idempotency_key_reuse')
    if (channels === undefined) await refuseUnserved(tx, workspaceId, body.connection)
    if (startingChannel(channels) === null) return fail('cannot_send', { param: 'connection' })
    refuseTemplate(content, templates)

    const from = named ?? (await onlyNumberOf(tx, workspaceId, body.connection))
    const known = await conversationWith(tx, workspaceId, body.connection, { to, from })
    if (known !== undefined) return startedAs('exists', tx, workspaceId, null, known.id)
    const other = await firstMessageUnderWay(tx, workspaceId, body.connection, to)
    if (other !== undefined) return startedAs('under_way', tx, workspaceId, other, null)

    const taken = await insertFirstMessage(tx, {
      workspace_id: workspaceId,
      id: newId('fst'),
      connection_id: body.connection,
      key,
      to_number: to,
      from_number: from,
      content,
      text: wordsOf(content, templates).text,
      author: actor,
      client,
      created_ms: deps.now(),
    })
    return presentStarted(tx, taken)
  })
}

/**
 * The conversation that a number has, with the account that is to write before those with others: the newest one that is not resolved, else
 * the newest.
 */
async function conversationWith(
  db: Read,
  workspaceId: string,
  connectionId: string,
  { to, from }: { to: string; from: string | null },
): Promise<ConversationRow | undefined> {
  const rows = await conversationsOfNumber(db, workspaceId, connectionId, digitsOf(to))
  const onAccount = rows.filter((row) => from === null || row.account_key === digitsOf(from))
  const wanted = onAccount.length > 0 ? onAccount : rows
  return wanted.find(({ status }) => status !== 'resolved') ?? wanted[0]
}

/** What became of a first message, as the answer to whoever sent it. */
async function presentStarted(tx: Tx, row: FirstMessageRow): Promise<Started> {
  const outcome = row.state === 'existed' ? 'exists' : 'taken'
  return startedAs(outcome, tx, row.workspace_id, row, row.conversation_id)
}

async function startedAs(
  outcome: Started['outcome'],
  db: Read,
  workspaceId: string,
  message: FirstMessageRow | null,
  conversationId: string | null,
): Promise<Started> {
  const view = conversationId === null ? undefined : await getConversation(db, workspaceId, conversationId)
  return {
    outcome,
    first_message: message === null ? null : await presentFirstMessage(db, message),
    conversation: view === undefined || view.removed_ms !== null ? null : presentConversation(view),
  }
}

function numberOf(typed: string, param: 'to' | 'from'): string {
  const reading = readPhoneNumber(typed)
  if (reading.ok) return reading.number
  const message = 'This is no phone number with a country code. Write it as +62812… or, in Indonesia, as 0812….'
  return fail('invalid_field_value', { param, message })
}

/** The number that a connection writes from, as far as its conversations tell; where there are several one must be named. */
async function onlyNumberOf(db: Read, workspaceId: string, connectionId: string): Promise<string | null> {
  const cells = (await readCounts(db, workspaceId)).filter((cell) => cell.connection === connectionId)
  const [only, ...others] = new Set(cells.map((cell) => cell.account).filter(Boolean))
  if (others.length > 0) {
    const message = 'Several numbers are connected. Say in from which one of them writes.'
    fail('missing_required_field', { param: 'from', message })
  }
  return only === undefined ? null : `+${only}`
}
