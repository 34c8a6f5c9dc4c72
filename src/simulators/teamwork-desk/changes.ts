import { ticketDeleted, ticketEvent } from './events.ts'
import { mustFindTicket, saveTicket, tagsOf, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'

export type TicketChange = {
  statusId?: number
  agentId?: number | null
  isRead?: boolean
  addTags?: number[]
  removeTags?: number[]
}

/**
 * Changes a ticket, as the API and the dashboard both do, and announces what now differs.
 * @param by the agent who does it
 */
export function changeTicket(vendor: Vendor, before: Ticket, change: TicketChange, by: number): Ticket {
  return vendor.store.transaction(() => {
    const { statusId = before.statusId, agentId = before.agentId, isRead = before.isRead } = change
    // Whoever touches it takes it out of the archive.
    const after = { ...before, statusId, agentId, isRead, archived: false, updatedMs: vendor.clock.now() }
    saveTicket(vendor, after)
    const { added, removed } = changeTags(vendor, before.id, change)
    const tell = (code: Parameters<typeof ticketEvent>[1]): void => vendor.emit(ticketEvent(vendor, code, after, by))
    if (after.statusId !== before.statusId) tell('ticket.status')
    if (after.agentId !== before.agentId) tell(after.agentId === null ? 'ticket.unassigned' : 'ticket.assigned')
    if (added) tell('ticket.tag.added')
    if (removed) tell('ticket.tag.removed')
    return mustFindTicket(vendor, before.id)
  })
}

export function deleteTicket(vendor: Vendor, before: Ticket): void {
  saveTicket(vendor, { ...before, state: 'deleted', updatedMs: vendor.clock.now() })
  vendor.emit(ticketDeleted(before))
}

function changeTags(vendor: Vendor, ticketId: number, { addTags = [], removeTags = [] }: TicketChange) {
  const had = new Set(tagsOf(vendor, [ticketId]).get(ticketId) ?? [])
  const added = addTags.filter((id) => !had.has(id))
  const removed = removeTags.filter((id) => had.has(id))
  for (const id of added) vendor.store.insert('ticket_tags', { ticket_id: ticketId, tag_id: id })
  for (const id of removed) {
    vendor.store.run('delete from ticket_tags where ticket_id = ? and tag_id = ?', ticketId, id)
  }
  return { added: added.length > 0, removed: removed.length > 0 }
}
