import { integerOrNull, text } from '../kit/store.ts'
import type { Message } from './message-row.ts'
import { isEmailType } from './message-types.ts'
import type { Vendor } from './vendor.ts'

/** Plans how far an accepted message comes; a text message is never known to be read, and an e-mail is opened. */
export function planSteps(vendor: Vendor, { id, type, createdMs }: Message, fails: boolean): void {
  const { sent, delivered, read } = vendor.behaviour.pace
  const plan = (status: string, afterMs: number | null): void => {
    if (afterMs !== null) vendor.store.insert('message_steps', { message_id: id, status, due_ms: createdMs + afterMs })
  }
  if (fails) plan('failed', sent)
  else {
    plan('sent', sent)
    plan('delivered', delivered)
    if (type !== 'TYPE_SMS') plan(isEmailType(type) ? 'opened' : 'read', read)
  }
  vendor.wake()
}

/** Takes every step that is due. Nothing announces them: who wants to know asks for the message. */
export function runDueSteps({ store, clock }: Vendor): void {
  store.transaction(() => {
    const due = store.all('select * from message_steps where due_ms <= ? order by due_ms, rowid', clock.now())
    for (const row of due) {
      const id = text(row, 'message_id')
      const status = text(row, 'status')
      store.update('messages', id, { status })
      store.run(`update emails set status = ? where message_id = ? and direction = 'outbound'`, status, id)
      store.run('delete from message_steps where message_id = ? and status = ?', id, status)
    }
  })
}

export function nextDueMs({ store }: Vendor): number | null {
  const sql = `select min(due) as due from (
    select min(due_ms) as due from message_steps union all select min(due_ms) from deliveries where due_ms is not null)`
  return integerOrNull(store.get(sql) ?? { due: null }, 'due')
}
