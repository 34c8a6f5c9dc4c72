import type { ConversationSearch } from '#contract/conversation-search.ts'
import { closesAtMs } from '#contract/conversation-search.ts'
import { digitsOf } from '#contract/digits.ts'
import type { Conversation } from '#contract/conversation.ts'
import { CLOSING_CAP } from '#contract/counts.ts'
import type { CountCell, Counts } from '#contract/counts.ts'
import { windowState } from '#contract/window.ts'

/** The cell that a conversation is counted in, and what else is counted of it. */
export type Cell = Omit<CountCell, 'count' | 'unread' | 'starred'> & {
  unread: boolean
  starred: boolean
  closesAt: number | null
}

/** What a conversation was from a version on. */
type Stage = { version: number; cell: Cell }

/** A conversation that the counts may not know as the screen shows it. `stages` is oldest first. */
export type Recount = { stages: readonly Stage[]; shown: Cell | null }

export function cellOf(conversation: Conversation): Cell {
  return {
    connection: conversation.connection.id,
    channel: conversation.channel,
    account: digitsOf(conversation.whatsapp_account.phone_number),
    status: conversation.status,
    assignee: conversation.assignee?.id ?? null,
    unread: conversation.unread_count > 0,
    starred: conversation.starred,
    closesAt: closesAtMs(conversation),
  }
}

/**
 * Counts ⊕ everything newer than they are. For each conversation the cell that the counts know it in (the newest stage that is not
 * newer than `as_of`) is given up for the one that the screen shows, so a reply that settles, a live event that came first
 * and a count that came late never make it count twice. One whose old cell nobody knows is left as counted.
 */
export function recount(counts: Counts, recounts: Iterable<Recount>): CountCell[] {
  const cells = new Map<string, CountCell>()
  for (const cell of counts.cells) cells.set(keyOf(cell), cell)
  for (const { stages, shown } of recounts) {
    const known = stages.findLast((stage) => stage.version <= counts.as_of)
    if (known === undefined) continue
    add(cells, known.cell, -1)
    if (shown !== null) add(cells, shown, 1)
  }
  return [...cells.values()]
}

/** The same for what closes soon at `now` (epoch ms); the cap stays the cap, since nobody knows how many are beyond it. */
export function recountClosing(counts: Counts, recounts: Iterable<Recount>, now: number): number {
  if (counts.closing >= CLOSING_CAP) return CLOSING_CAP
  const weight = (cell: Cell) => (cell.status === 'open' && windowState(cell.closesAt, now) === 'closing' ? 1 : 0)
  let closing = counts.closing
  for (const { stages, shown } of recounts) {
    const known = stages.findLast((stage) => stage.version <= counts.as_of)
    if (known !== undefined) closing += (shown === null ? 0 : weight(shown)) - weight(known.cell)
  }
  return Math.max(0, closing)
}

/** How many conversations a search finds, or null when the counts cannot tell: they know neither words nor contacts nor windows. */
export function countOf(cells: readonly CountCell[], search: ConversationSearch, me: string | null): number | null {
  if (search.contact_id !== undefined || search.window !== undefined) return null
  if (search.q !== undefined && search.q.trim() !== '') return null
  return cells.reduce((sum, cell) => (covers(search, cell, me) ? sum + Math.max(0, within(search, cell)) : sum), 0)
}

/** Open conversations with something unread that are mine or nobody's. */
export function unreadOf(cells: readonly CountCell[], me: string | null): number {
  const waitingForMe = (cell: CountCell) => cell.status === 'open' && (cell.assignee === null || cell.assignee === me)
  return cells.reduce((sum, cell) => (waitingForMe(cell) ? sum + Math.max(0, cell.unread) : sum), 0)
}

function within({ starred }: ConversationSearch, cell: CountCell): number {
  if (starred === undefined) return cell.count
  return starred === 'true' ? cell.starred : cell.count - cell.starred
}

function covers(search: ConversationSearch, cell: CountCell, me: string | null): boolean {
  if (search.status !== undefined && cell.status !== search.status) return false
  if (search.connection !== undefined && cell.connection !== search.connection) return false
  if (search.channel !== undefined && cell.channel !== search.channel) return false
  if (search.account !== undefined && cell.account !== digitsOf(search.account)) return false
  if (search.assignee === undefined) return true
  if (search.assignee === 'none') return cell.assignee === null
  if (search.assignee === 'me') return me !== null && cell.assignee === me
  return cell.assignee === search.assignee
}

function add(cells: Map<string, CountCell>, cell: Cell, step: 1 | -1): void {
  const { unread, starred, closesAt: _, ...place } = cell
  const key = keyOf(cell)
  const before = cells.get(key) ?? { ...place, count: 0, unread: 0, starred: 0 }
  cells.set(key, {
    ...before,
    count: before.count + step,
    unread: before.unread + (unread ? step : 0),
    starred: before.starred + (starred ? step : 0),
  })
}

function keyOf(cell: Omit<CountCell, 'count' | 'unread' | 'starred'>): string {
  return JSON.stringify([cell.connection, cell.channel, cell.account, cell.status, cell.assignee])
}
