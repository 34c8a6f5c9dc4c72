import { randomBase62 } from '#gateway/auth/random.ts'
import type { RandomBytes } from '#gateway/auth/random.ts'

const LENGTH = 40

/** A secret for a vendor to sign webhooks with. */
export function makeWebhookSecret(random?: RandomBytes): string {
  return `sgw_${randomBase62(LENGTH, random)}`
}
