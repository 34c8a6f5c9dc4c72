import type { Assignee, Status } from '#contract/conversation.ts'
import type { ApiError } from '../api-error.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { ConflictBody } from '#contract/live-event.ts'
import { effectOf } from './overlay.ts'
import type { Op, OpPatch } from './overlay.ts'
import type { Selection } from '../lists/selection.ts'
import type { Toasts } from '../toasts.ts'
import type { UndoStack } from './undo-stack.ts'
import { announcementOf, conflictOf, doneOf, refusedOf } from './act-messages.ts'

/** `advance`: which row becomes active after the act, also when the one acted on stays; without it only a row that leaves hands over, to the next. */
export type ActOptions = { advance?: 1 | -1 }

export type Acts = {
  setStatus: (ids: readonly string[], status: Status, options?: ActOptions) => void
  assign: (ids: readonly string[], assignee: Assignee | null, options?: ActOptions) => void
  toggleResolved: (ids: readonly string[], options?: ActOptions) => void
  star: (ids: readonly string[], starred: boolean, options?: ActOptions) => void
  /** Stars; takes the stars away when all of them have one already. */
  toggleStarred: (ids: readonly string[], options?: ActOptions) => void
  markUnread: (ids: readonly string[]) => void
  /** Not an act that anybody would take back: no notice, no undo. */
  markRead: (id: string) => void
  undo: () => void
  takeOver: (toastId: string) => void
  settled: (op: Op, version: number) => void
  refused: (op: Op, error: ApiError) => void
  conflicted: (op: Op, body: ConflictBody) => void
}

type Deps = {
  store: ConversationStore
  selection: Selection
  /** What the main list shows. */
  shown: () => readonly string[]
  toasts: Toasts
  undoStack: UndoStack
  now: () => number
  send: (op: Op) => void
}

export function createActs({ store, selection, shown, toasts, undoStack, now, send }: Deps): Acts {
  const lost = new Map<string, Op>()
  let made = 0

  function opOf(id: string, patch: OpPatch, baseVersion?: number): Op | null {
    const seen = store.get(id)
    const effect = seen === undefined ? null : effectOf(patch, seen)
    if (seen === undefined || effect === null) return null
    made += 1
    return { id: `op_${made}`, conversationId: id, ...effect, baseVersion: baseVersion ?? seen.version, at: now() }
  }

  function begin(ops: readonly Op[]): void {
    store.transact((write) => {
      for (const op of ops) write.addOp(op)
    })
    for (const op of ops) send(op)
  }

  function act(ids: readonly string[], patch: OpPatch, { advance }: ActOptions = {}): void {
    const ops = ids.map((id) => opOf(id, patch)).filter((op) => op !== null)
    if (ops.length === 0) return
    const active = selection.activeId()
    const acted = active !== null && ops.some((op) => op.conversationId === active)
    // One that was opened by a link need not be in the list: it cannot leave it, and nobody takes its place.
    const wasShown = active !== null && shown().includes(active)
    // Asked before the act: afterwards the list no longer knows who stood next to a row that left.
    const next = acted ? selection.neighbour(new Set(ids), advance ?? 1) : null
    begin(ops)
    const isGone = acted && !shown().includes(active)
    const left = isGone && wasShown
    if (acted && (left || advance !== undefined)) selection.activate(next ?? (isGone ? null : active))
    if (ids.some(selection.isSelected)) selection.clear()
    undoStack.push(ops)
    const name = store.get(ops[0]?.conversationId ?? '')?.contact
    const done = doneOf(patch, ops.length, name)
    toasts.push({ kind: 'done', key: 'act', message: done, action: { labelKey: 'action.undo', commandId: 'undo' } })
    const to = left && next !== null ? store.get(next)?.contact : undefined
    toasts.announce(announcementOf(done, to))
  }

  function takeOver(toastId: string): void {
    const op = lost.get(toastId)
    lost.delete(toastId)
    toasts.dismiss(toastId)
    if (op !== undefined) act([op.conversationId], op.patch)
  }

  return {
    setStatus: (ids, status, options) => act(ids, { status }, options),
    assign: (ids, assignee, options) => act(ids, { assignee }, options),
    toggleResolved(ids, options) {
      const allResolved = ids.every((id) => store.get(id)?.status === 'resolved')
      act(ids, { status: allResolved ? 'open' : 'resolved' }, options)
    },
    star: (ids, starred, options) => act(ids, { starred }, options),
    toggleStarred(ids, options) {
      const allStarred = ids.every((id) => store.get(id)?.starred === true)
      act(ids, { starred: !allStarred }, options)
    },
    markUnread: (ids) => act(ids, { unread_count: 1 }),
    markRead(id) {
      const op = opOf(id, { unread_count: 0 })
      if (op !== null) begin([op])
    },
    undo() {
      const parts = undoStack.pop()
      if (parts === null) return
      const ops = parts
        .map(({ op, settledVersion }) => opOf(op.conversationId, op.from, settledVersion ?? op.baseVersion))
        .filter((op) => op !== null)
      if (ops.length === 0) return
      begin(ops)
      const first = parts[0]?.op.conversationId
      if (first !== undefined && shown().includes(first)) selection.activate(first)
      const message = { key: 'done.undone', values: { count: ops.length } }
      toasts.push({ kind: 'done', key: 'act', message })
      toasts.announce(message)
    },
    takeOver,
    settled: (op, version) => undoStack.settled(op.id, version),
    refused(op, error) {
      undoStack.withdrawn(op.id)
      const message = refusedOf(error, store.get(op.conversationId)?.contact)
      toasts.push({ kind: 'refused', key: `refused:${op.conversationId}`, message })
      toasts.announce(message)
    },
    conflicted(op, body) {
      undoStack.withdrawn(op.id)
      const message = conflictOf(op, body, now())
      const id: string = toasts.push({
        kind: 'conflict',
        key: `conflict:${op.conversationId}`,
        message,
        action: { labelKey: 'action.take_over', run: () => takeOver(id) },
      })
      lost.set(id, op)
      toasts.announce(message)
    },
  }
}
