import * as fc from 'fast-check'
import { webhookTrick } from './webhook-tricks.ts'
import type { WebhookTrick } from './webhook-tricks.ts'
import type { Person } from './common-world.ts'

/** Something that happens while messages are sent: `at` is how long after what came before, `to` to which customer. */
export type SendingHappening =
  | { what: 'send'; at: number; by: Person; to: number; text: string; file: boolean; twice: boolean }
  | { what: 'retry'; at: number; by: Person; to: number }
  | { what: 'reply'; at: number; to: number }
  | { what: 'write'; at: number; to: number }
  | { what: 'read'; at: number; to: number }
  | { what: 'fault'; at: number; fault: Fault }
  | { what: 'mend' | 'kill' | 'restart'; at: number }
  | { what: 'webhooks'; at: number; how: WebhookTrick }

const at = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 3, arbitrary: fc.integer({ min: 300, max: 5000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 5000, max: 45_000 }) },
)
const to = fc.nat({ max: 1 })
const by = fc.constantFrom('maya' as const, 'rina' as const)
const times = fc.integer({ min: 1, max: 4 })
const fault = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('drop' as const),
      when: fc.constantFrom('before' as const, 'after' as const),
      times,
      method: fc.constant('POST'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('latency' as const),
      ms: fc.integer({ min: 100, max: 60_000 }),
      // Read late, what was sent comes after its author gave up on it; answered late, it is announced before its receipt.
      when: fc.constantFrom('before' as const, 'after' as const),
      times,
      // There are so many reads that hardly any message would be late else.
      method: fc.constantFrom('POST', 'GET'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('error' as const),
      status: fc.constantFrom(429, 500, 502, 503, 401),
      times,
    }),
  },
  fc.record({
    kind: fc.constant('error' as const),
    status: fc.constantFrom(500, 504),
    when: fc.constant('after' as const),
    times,
    method: fc.constant('POST'),
  }),
  fc.record({
    kind: fc.constant('error' as const),
    status: fc.constantFrom(400, 403, 422),
    times,
    method: fc.constantFrom('POST', 'GET'),
  }),
  fc.record({
    kind: fc.constant('send' as const),
    code: fc.constant('recipient_blocked'),
    provider_code: fc.constant(1013),
    times: fc.constant(1),
  }),
  fc.constant({ kind: 'error' as const, status: 503 }),
)
type Fault = typeof fault extends fc.Arbitrary<infer F> ? F : never

const happening: fc.Arbitrary<SendingHappening> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      what: fc.constant('send' as const),
      at,
      by,
      to,
      // Few words, so that the same ones are sent twice on purpose.
      text: fc.constantFrom('ya', 'ok', 'siap'),
      file: fc.boolean(),
      twice: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('retry' as const), at, by, to }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('reply' as const), at, to }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('write' as const), at, to }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('read' as const), at, to }) },
  { weight: 6, arbitrary: fc.record({ what: fc.constant('fault' as const), at, fault }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constantFrom('mend' as const, 'kill' as const, 'restart' as const), at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('webhooks' as const),
      at,
      how: webhookTrick,
    }),
  },
)

/** Any schedule of sends to two customers, and of what goes wrong meanwhile. */
export const sendingDays = fc.array(happening, { minLength: 1, maxLength: 20 })
