/** The events that something here causes; the vendor has more. */
export type EventCode =
  | 'ticket.created'
  | 'ticket.deleted'
  | 'ticket.note'
  | 'ticket.agent.reply'
  | 'ticket.customer.reply'
  | 'ticket.assigned'
  | 'ticket.unassigned'
  | 'ticket.status'
  | 'ticket.tag.added'
  | 'ticket.tag.removed'

export type DeskEvent = { code: EventCode; inboxId: number; body: string }
