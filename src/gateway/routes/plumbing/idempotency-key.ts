import type { Context } from 'hono'
import { idempotencyKeySchema } from '#contract/sending.ts'
import { fail } from '#gateway/usecases/fail.ts'

/** The key that makes repeating a request safe; without a good one nothing is done. */
export function idempotencyKeyOf(c: Context): string {
  const header = c.req.header('Idempotency-Key')
  if (header === undefined) return fail('missing_required_field', { param: 'Idempotency-Key' })
  const key = idempotencyKeySchema.safeParse(header)
  return key.success ? key.data : fail('invalid_field_value', { param: 'Idempotency-Key' })
}
