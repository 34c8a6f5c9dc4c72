import { isRecord, parseJson } from '../kit/json.ts'
import { findContact } from './contacts.ts'
import { findConversation } from './conversations.ts'
import { messageStatus } from './events.ts'
import { findMessage, setMessageStatus } from './messages.ts'
import type { Message } from './message-row.ts'
import { integer, text, textOrNull } from '../kit/store.ts'
import type { SendFailure, Vendor } from './vendor.ts'

/** Writes down what will become of an accepted message: its steps towards `read`, or its failure. */
export function planProgress(vendor: Vendor, message: Message, failure: SendFailure | null): void {
  const { sent, delivered, read } = vendor.behaviour.pace
  const plan = failure
    ? [{ status: 'failed', wait: sent }]
    : [
        { status: 'sent', wait: sent },
        { status: 'delivered', wait: delivered },
        { status: 'read', wait: read },
      ]
  for (const { status, wait } of plan) {
    if (wait === null) break
    const error = failure && JSON.stringify(failure)
    const due = message.createdMs + wait
    vendor.store.run('insert into message_steps values (?, ?, ?, ?)', message.id, status, error, due)
  }
  vendor.wake()
}

/** Takes the steps that are due, and announces each by `message.status`. */
export function runDueSteps(vendor: Vendor, emit: (event: ReturnType<typeof messageStatus>) => void): void {
  const due = vendor.store.all('select * from message_steps where due_ms <= ? order by due_ms', vendor.clock.now())
  for (const row of due) {
    const [id, status, error] = [text(row, 'message_id'), text(row, 'status'), textOrNull(row, 'error')]
    vendor.store.transaction(() => {
      vendor.store.run('delete from message_steps where message_id = ? and status = ?', id, status)
      setMessageStatus(vendor, id, status, error)
      const message = findMessage(vendor, id)
      const conversation = message && findConversation(vendor, message.conversationId)
      const contact = conversation && findContact(vendor, conversation.contactId)
      if (message && contact) emit(messageStatus(vendor, message, contact, status, failureFrom(error)))
    })
  }
}

/** The earliest moment at which something stored becomes due, or null. */
export function nextDueMs(vendor: Vendor): number | null {
  const sql = `select min(due) as due from (
    select min(due_ms) as due from message_steps union all select min(due_ms) from file_fetches union all select min(due_ms) from deliveries where due_ms is not null)`
  const row = vendor.store.get(sql)
  return row === undefined || row['due'] === null ? null : integer(row, 'due')
}

function failureFrom(error: string | null): SendFailure | null {
  const parsed = error === null ? null : parseJson(error)
  if (!isRecord(parsed)) return null
  const { code, message, provider_code } = parsed
  return typeof code === 'string' && typeof message === 'string' && typeof provider_code === 'number'
    ? { code, message, provider_code }
    : null
}
