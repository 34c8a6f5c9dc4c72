import { compareSortKeys, sortKeyOf } from '#contract/conversation.ts'
import type { Assignee, Conversation, ConversationPatch, GuardedField, Status } from '#contract/conversation.ts'
import type { Actor, Change, ConflictBody, ConversationEvent } from '#contract/live-event.ts'
import { WINDOW_MS } from '#contract/window.ts'
import { makeChange, makeConflictBody, makeConversationEvent } from './live.ts'

/** Who asks the model for a change, and what for. Without `ifMatch` it applies as sent. */
export type ModelPatch = { body: ConversationPatch; ifMatch: number | null; actor: Actor; client: string | null }

export type ModelAnswer = { type: 'ok'; conversation: Conversation } | { type: 'conflict'; body: ConflictBody }

/** The gateway as its promises describe it, in memory: versions, guarded fields, events. For tests that ask whether the page agrees with it. */
export type GatewayModel = {
  get: (id: string) => Conversation
  all: () => Conversation[]
  asOf: () => number
  patch: (id: string, patch: ModelPatch) => ModelAnswer
  /** A conversation that was not there before. */
  add: (conversation: Conversation) => void
  /** A customer writes: newest message, unread, no guarded field. */
  receive: (id: string) => void
  /** An agent writes from here. */
  answer: (id: string, text: string, actor: Actor, client: string | null) => void
  /** What others than this actor did after a version that its author has to know before answering. */
  newsSince: (id: string, version: number, actorId: string) => Change[]
  /** Something changes that nobody fights over: a sync state, a notice, a preview. */
  edit: (id: string, change: Partial<Conversation>) => Conversation
  /** Every event so far, oldest first. */
  events: () => readonly ConversationEvent[]
  /** Who changed a field last and when; seq 0 for nobody. */
  stamp: (id: string, field: GuardedField) => { seq: number; actor: string }
}

/** `people` are those whom a conversation can be assigned to, by id. */
export function makeGatewayModel(initial: readonly Conversation[], people: readonly Assignee[]): GatewayModel {
  const rows = new Map(initial.map((conversation) => [conversation.id, conversation]))
  const stamps = new Map<string, Change>()
  const received = new Map<string, number>()
  const events: ConversationEvent[] = []
  let seq = Math.max(0, ...initial.map(({ version }) => version))
  let newest = Math.max(0, ...initial.map((row) => sortKeyOf(row).ms))

  function get(id: string): Conversation {
    const row = rows.get(id)
    if (row === undefined) throw new Error(`The model has no conversation ${id}.`)
    return row
  }

  function write(
    next: Conversation,
    changes: readonly Omit<Parameters<typeof makeChange>[0] & object, 'seq'>[],
  ): Conversation {
    const stamped = changes.map((change) => {
      seq += 1
      return makeChange({ ...change, seq })
    })
    for (const change of stamped) stamps.set(`${next.id} ${change.field}`, change)
    const conversation = { ...next, version: seq }
    rows.set(next.id, conversation)
    events.push(makeConversationEvent(conversation, stamped))
    return conversation
  }

  function isConflict(
    row: Conversation,
    field: GuardedField,
    wanted: string | null,
    { ifMatch, actor }: ModelPatch,
  ): Change | null {
    const last = stamps.get(`${row.id} ${field}`)
    if (ifMatch === null || last === undefined || last.seq <= ifMatch || last.actor.id === actor.id) return null
    return valueOf(row, field) === wanted ? null : last
  }

  /** Nobody reads what was not on their screen: messages after the version that they name stay unread. */
  function unreadAfter(row: Conversation, { body, ifMatch }: ModelPatch): number {
    if (body.unread_count === undefined) return row.unread_count
    if (body.unread_count === 1) return Math.max(1, row.unread_count)
    return ifMatch !== null && (received.get(row.id) ?? 0) > ifMatch ? row.unread_count : 0
  }

  return {
    get,
    all: () => [...rows.values()].sort((a, b) => compareSortKeys(sortKeyOf(a), sortKeyOf(b))),
    asOf: () => seq,
    patch(id, patch) {
      const row = get(id)
      const wanted = wantedOf(patch.body)
      const conflicts = wanted
        .map(([field, to]) => isConflict(row, field, to, patch))
        .filter((change) => change !== null)
      if (conflicts.length > 0) return { type: 'conflict', body: makeConflictBody(row, conflicts) }
      const changed = wanted.filter(([field, to]) => valueOf(row, field) !== to)
      const unread_count = unreadAfter(row, patch)
      const { starred = row.starred } = patch.body
      if (changed.length === 0 && unread_count === row.unread_count && starred === row.starred)
        return { type: 'ok', conversation: row }
      const next = { ...row, unread_count, starred }
      for (const [field, to] of changed) {
        if (field === 'status' && isStatus(to)) next.status = to
        if (field === 'assignee') next.assignee = people.find((person) => person.id === to) ?? null
      }
      const { actor, client } = patch
      const changes: Parameters<typeof write>[1][number][] = changed.map(([field, to]) => ({
        field,
        from: valueOf(row, field),
        to,
        actor,
        client,
      }))
      if (starred !== row.starred)
        changes.push({ field: 'starred', from: star(row.starred), to: star(starred), actor, client })
      const marked = { field: 'details' as const, from: null, to: null, actor, client }
      return {
        type: 'ok',
        conversation: write(next, unread_count === row.unread_count ? changes : [...changes, marked]),
      }
    },
    add(conversation) {
      write(conversation, [{ field: 'created', from: null, to: null }])
    },
    receive(id) {
      newest += 1000
      const at = new Date(newest).toISOString()
      const row = get(id)
      const window_closes_at = new Date(newest + WINDOW_MS).toISOString()
      const unread_count = row.unread_count + 1
      write({ ...row, last_message_at: at, last_inbound_at: at, window_closes_at, unread_count }, [
        { field: 'message', from: null, to: 'inbound' },
      ])
      received.set(id, seq)
    },
    answer(id, text, actor, client) {
      write({ ...get(id), preview: { text, direction: 'outbound' } }, [
        { field: 'message', from: null, to: 'outbound', actor, client },
      ])
    },
    newsSince: (id, version, actorId) =>
      events
        .filter(({ conversation }) => conversation.id === id)
        .flatMap(({ changes }) => changes)
        .filter(
          ({ seq: at, field, actor }) =>
            at > version && field !== 'sync' && field !== 'details' && actor.id !== actorId,
        ),
    edit: (id, change) => write({ ...get(id), ...change }, [{ field: 'sync', from: null, to: null }]),
    events: () => events,
    stamp(id, field) {
      const last = stamps.get(`${id} ${field}`)
      return { seq: last?.seq ?? 0, actor: last?.actor.id ?? '' }
    },
  }
}

function wantedOf({ status, assigned_to }: ConversationPatch): [GuardedField, string | null][] {
  const wanted: [GuardedField, string | null][] = []
  if (status !== undefined) wanted.push(['status', status])
  if (assigned_to !== undefined) wanted.push(['assignee', assigned_to])
  return wanted
}

function valueOf(row: Conversation, field: GuardedField): string | null {
  return field === 'status' ? row.status : (row.assignee?.id ?? null)
}

function star(isStarred: boolean): string | null {
  return isStarred ? 'starred' : null
}

function isStatus(value: string | null): value is Status {
  return value === 'open' || value === 'pending' || value === 'resolved'
}
