import * as z from 'zod/mini'
import type { Conversation, ConversationPatch } from '#contract/conversation.ts'
import { conflictBodySchema } from '#contract/live-event.ts'
import type { ConflictBody } from '#contract/live-event.ts'
import { ApiError } from '../api-error.ts'
import { holds } from './overlay.ts'
import type { Op, OpPatch } from './overlay.ts'

export type Verdict =
  | { type: 'refused'; error: ApiError }
  | { type: 'conflict'; error: ApiError; body: ConflictBody }
  | { type: 'retry'; afterMs: number }
  | { type: 'signed_out' }

const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 429, 502, 503, 504])

/** What becomes of an op whose request failed. Only a gateway that answered can refuse; silence is never a refusal. */
export function verdictOf(error: unknown): Verdict {
  if (!(error instanceof ApiError)) return { type: 'retry', afterMs: 0 }
  if (error.kind === 'auth') return { type: 'signed_out' }
  if (error.kind === 'conflict') {
    const body = z.safeParse(conflictBodySchema, error.body)
    return body.success ? { type: 'conflict', error, body: body.data } : { type: 'refused', error }
  }
  // No answer, or one that nobody can read: a PATCH says the same thing twice, so it is simply asked again.
  const unanswered = error.status === 0 || error.kind === 'malformed'
  if (unanswered || RETRIED_STATUSES.has(error.status)) return { type: 'retry', afterMs: error.retryAfterMs ?? 0 }
  return { type: 'refused', error }
}

/**
 * The version an op names in `If-Match`. The first op names the one that the agent saw. An op that waited behind another names the
 * one that the reply returned, unless that reply shows that somebody else changed the very field meanwhile: then it names
 * what the agent saw, and the gateway answers with a conflict instead of overwriting what the agent never saw.
 */
export function namedVersion(op: Op, reply: Conversation | null): number {
  if (reply === null || reply.version < op.baseVersion) return op.baseVersion
  return holds(reply, op.from) ? reply.version : op.baseVersion
}

export function bodyOf(patch: OpPatch): ConversationPatch {
  return {
    ...(patch.status === undefined ? {} : { status: patch.status }),
    ...(patch.assignee === undefined ? {} : { assigned_to: patch.assignee?.id ?? null }),
    ...(patch.starred === undefined ? {} : { starred: patch.starred }),
    ...(patch.unread_count === undefined ? {} : { unread_count: patch.unread_count }),
  }
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000

/** How long to wait before attempt `attempt` (the first retry is 1), in milliseconds. `random` is in [0, 1). */
export function backoffMs(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1))
  // At least half, so that nobody hammers; the rest by chance, so that a hundred tabs do not come back in the same instant.
  return full / 2 + (full / 2) * random()
}
