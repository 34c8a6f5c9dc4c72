import * as fc from 'fast-check'
import type { ConversationPatch } from '#contract/conversation.ts'
import type { ConversationAct } from '#simulators/kirim/dashboard.ts'
import { webhookTrick } from './webhook-tricks.ts'
import type { WebhookTrick } from './webhook-tricks.ts'
import { people } from './common-world.ts'
import type { Person } from './common-world.ts'

/** Something that happens on a day: `at` is how long after what came before, `to` which of the conversations. */
export type Happening =
  | { what: 'patch'; at: number; by: Person; to: number; patch: ConversationPatch; version: 'none' | 'seen' | 'old' }
  | { what: 'act'; at: number; to: number; act: ConversationAct }
  | { what: 'write'; at: number; to: number }
  | { what: 'fault'; at: number; fault: Fault }
  | { what: 'mend'; at: number }
  | { what: 'restart'; at: number }
  | { what: 'kill'; at: number }
  | { what: 'webhooks'; at: number; how: WebhookTrick }

const at = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 400 }) },
  { weight: 3, arbitrary: fc.integer({ min: 400, max: 6000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 6000, max: 40_000 }) },
)
const to = fc.nat({ max: 2 })
const status = fc.constantFrom('open' as const, 'pending' as const, 'resolved' as const)
const assignee = fc.constantFrom(people.maya.id, people.rina.id, people.sari.id, null)
const patch: fc.Arbitrary<ConversationPatch> = fc.oneof(
  fc.record({ status }),
  fc.record({ assigned_to: assignee }),
  fc.record({ status, assigned_to: assignee }),
)
const act: fc.Arbitrary<ConversationAct> = fc.oneof(
  fc.record({ act: fc.constantFrom('resolve' as const, 'reopen' as const, 'pending' as const, 'unassign' as const) }),
  fc.record({
    act: fc.constant('assign' as const),
    user_id: fc.constantFrom(people.maya.vendorId, people.rina.vendorId, 'b9Gd3YfKs6Xe'),
  }),
)

const times = fc.integer({ min: 1, max: 4 })
const kind = fc.constantFrom('read' as const, 'write' as const)
const error = fc.constant('error' as const)
const fault = fc.oneof(
  fc.record({ kind: fc.constant('latency' as const), ms: fc.integer({ min: 100, max: 15_000 }), times }),
  fc.record({ kind: error, status: fc.constantFrom(500, 502, 503), times, class: kind }),
  fc.record({ kind: error, status: fc.constant(429), headers: retryAfter(), times, class: kind }),
  fc.record({
    kind: fc.constant('drop' as const),
    when: fc.constantFrom('before' as const, 'after' as const),
    times,
    class: kind,
  }),
  fc.record({
    kind: error,
    status: fc.constantFrom(404, 422),
    times: fc.integer({ min: 1, max: 2 }),
    method: fc.constant('PATCH'),
  }),
  fc.constantFrom(
    { kind: 'error' as const, status: 401, times: 2 },
    { kind: 'error' as const, status: 503 },
    { kind: 'drop' as const, when: 'before' as const },
  ),
)
type Fault = typeof fault extends fc.Arbitrary<infer F> ? F : never

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      what: fc.constant('patch' as const),
      at,
      by: fc.constantFrom('maya' as const, 'rina' as const),
      to,
      patch,
      version: fc.constantFrom('none' as const, 'seen' as const, 'old' as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('act' as const), at, to, act }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('write' as const), at, to }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('fault' as const), at, fault }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('mend' as const), at }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('restart' as const), at }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('kill' as const), at }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('webhooks' as const),
      at,
      how: webhookTrick,
    }),
  },
)

/** Any day of an inbox with three conversations. */
export const days = fc.array(happening, { minLength: 1, maxLength: 25 })

function retryAfter() {
  return fc.record({ 'Retry-After': fc.constantFrom('1', '3', '5') })
}
