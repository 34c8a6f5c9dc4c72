import type { Conversation } from '#contract/conversation.ts'
import type { Change } from '#contract/live-event.ts'
import { createKeyedEmitter } from '#inbox/lib/emitter.ts'
import { createBase } from './base.ts'
import type { Base } from './base.ts'
import { applyOps } from './overlay.ts'
import type { Op } from './overlay.ts'

/**
 * Why a conversation changed on the screen, which decides whether a held list may move: `act` the agent did it here,
 * `withdrawn` an op of the agent was taken back, `others` anybody and anything else.
 */
export type Cause = 'act' | 'withdrawn' | 'others'

export type OpState = 'none' | 'sending' | 'retrying'

/** What changed in one notification: the id, and the most personal cause. */
export type Changed = ReadonlyMap<string, Cause>

/** What may happen inside a transaction. */
export type Writer = {
  take: (conversation: Conversation, changes?: readonly Change[]) => void
  remove: (id: string, seq: number, at: string) => void
  addOp: (op: Op) => void
  removeOp: (op: Op, cause: Cause) => void
  setOpState: (op: Op, state: 'sending' | 'retrying') => void
  clearBase: () => void
}

export type ConversationStore = {
  /** On screen: base ⊕ pending. The same object until it changes. */
  get: (id: string) => Conversation | undefined
  base: Pick<Base, 'get' | 'isRemoved' | 'all' | 'size'>
  isRemoved: (id: string) => boolean
  opsOf: (id: string) => readonly Op[]
  opState: (id: string) => OpState
  unsent: () => number
  /** The newest change of a guarded field, or the removal, that this page was told of. */
  lastChange: (id: string) => Change | undefined
  /** Everything written inside is one notification: lists first, then the rows that changed. */
  transact: (write: (writer: Writer) => void) => void
  subscribe: (id: string, listener: () => void) => () => void
  onChange: (listener: (changed: Changed) => void) => () => void
  onOps: (listener: () => void) => () => void
}

const NO_OPS: readonly Op[] = []
const RANK: Record<Cause, number> = { others: 0, withdrawn: 1, act: 2 }

export function createConversationStore(): ConversationStore {
  const base = createBase()
  const ops = new Map<string, readonly Op[]>()
  const retrying = new Set<string>()
  const lastChanges = new Map<string, Change>()
  const screen = new Map<string, { base: Conversation; ops: readonly Op[]; shown: Conversation }>()
  const rows = createKeyedEmitter()
  const changeListeners = new Set<(changed: Changed) => void>()
  const opListeners = new Set<() => void>()
  let changed = new Map<string, Cause>()
  let opsChanged = false
  let depth = 0

  const opsOf = (id: string) => ops.get(id) ?? NO_OPS

  function get(id: string): Conversation | undefined {
    const known = base.get(id)
    if (known === undefined) return undefined
    const queued = opsOf(id)
    if (queued.length === 0) return known
    const cached = screen.get(id)
    if (cached !== undefined && cached.base === known && cached.ops === queued) return cached.shown
    const shown = applyOps(known, queued)
    screen.set(id, { base: known, ops: queued, shown })
    return shown
  }

  function touch(id: string, cause: Cause): void {
    const before = changed.get(id)
    if (before === undefined || RANK[cause] > RANK[before]) changed.set(id, cause)
  }

  function setOps(id: string, next: readonly Op[]): void {
    if (next.length > 0) ops.set(id, next)
    else {
      ops.delete(id)
      screen.delete(id)
    }
    opsChanged = true
  }

  function noteChanges(id: string, changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.field !== 'status' && change.field !== 'assignee') continue
      if (change.seq > (lastChanges.get(id)?.seq ?? -1)) lastChanges.set(id, change)
    }
  }

  const writer: Writer = {
    take(conversation, changes = []) {
      noteChanges(conversation.id, changes)
      if (base.take(conversation)) touch(conversation.id, 'others')
    },
    remove(id, seq, at) {
      if (!base.remove(id, seq)) return
      lastChanges.set(id, removal(seq, at, base.get(id)))
      touch(id, 'others')
    },
    addOp(op) {
      setOps(op.conversationId, [...opsOf(op.conversationId), op])
      touch(op.conversationId, 'act')
    },
    removeOp(op, cause) {
      const before = opsOf(op.conversationId)
      const after = before.filter((other) => other.id !== op.id)
      if (after.length === before.length) return
      retrying.delete(op.id)
      setOps(op.conversationId, after)
      touch(op.conversationId, cause)
    },
    setOpState(op, state) {
      if (state === 'retrying' ? retrying.has(op.id) : !retrying.has(op.id)) return
      if (state === 'retrying') retrying.add(op.id)
      else retrying.delete(op.id)
      opsChanged = true
      touch(op.conversationId, 'others')
    },
    clearBase() {
      for (const conversation of base.all()) touch(conversation.id, 'others')
      base.clear()
      lastChanges.clear()
    },
  }

  function notify(): void {
    const round = changed
    const withOps = opsChanged
    changed = new Map()
    opsChanged = false
    if (round.size > 0) for (const listener of changeListeners) listener(round)
    if (withOps) for (const listener of opListeners) listener()
    rows.emit(round.keys())
  }

  return {
    get,
    base,
    isRemoved: base.isRemoved,
    opsOf,
    opState(id) {
      const queued = opsOf(id)
      if (queued.length === 0) return 'none'
      return queued.some((op) => retrying.has(op.id)) ? 'retrying' : 'sending'
    },
    unsent: () => [...ops.values()].reduce((sum, queued) => sum + queued.length, 0),
    lastChange: (id) => lastChanges.get(id),
    transact(write) {
      depth += 1
      try {
        write(writer)
      } finally {
        depth -= 1
        if (depth === 0) notify()
      }
    },
    subscribe: rows.subscribe,
    onChange: (listener) => listen(changeListeners, listener),
    onOps: (listener) => listen(opListeners, listener),
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function removal(seq: number, at: string, last: Conversation | undefined): Change {
  const actor = { type: 'vendor' as const, id: last?.connection.id ?? '', name: last?.connection.name ?? '' }
  return { seq, field: 'removed', from: null, to: null, actor, client: null, at }
}
