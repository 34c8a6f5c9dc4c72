import { integer, text } from '../kit/store.ts'
import type { Message } from './message-row.ts'
import type { Vendor } from './vendor.ts'

/** Writes down what will become of a message that Meta has. */
export function planProgress(vendor: Vendor, { id, createdMs }: Message, arrives: boolean): void {
  const { delivered, read } = vendor.behaviour.pace
  const steps = arrives ? { Delivered: delivered, Read: read } : { Failed: delivered }
  for (const [status, wait] of Object.entries(steps)) {
    if (wait === null) break
    vendor.store.insert('message_steps', { message_id: id, status, due_ms: createdMs + wait })
  }
  vendor.wake()
}

/** Takes the steps that are due. The vendor hears of them from Meta and tells nobody. */
export function runDueSteps(vendor: Vendor): void {
  const due = vendor.store.all('select * from message_steps where due_ms <= ? order by due_ms', vendor.clock.now())
  for (const row of due) {
    const [id, status] = [text(row, 'message_id'), text(row, 'status')]
    vendor.store.run('update messages set status = ? where id = ?', status, id)
    vendor.store.run('delete from message_steps where message_id = ? and status = ?', id, status)
  }
}

/** The earliest moment at which something stored becomes due, or null. */
export function nextDueMs(vendor: Vendor): number | null {
  const row = vendor.store.get('select min(due_ms) as due from message_steps')
  return row === undefined || row['due'] === null ? null : integer(row, 'due')
}
