import type { FirstMessage } from '#contract/first-message.ts'
import { isUnderWay } from '#inbox/data/writing/first-messages.ts'

/**
 * Where the start of a conversation stands. `under_way` more will be heard of it; `arrived` its conversation is here; `existed` the
 * number wrote meanwhile, so nothing was sent; `failed` it did not go out, or not arrive; `lost` nobody knows.
 */
export type Stage = 'under_way' | 'arrived' | 'existed' | 'failed' | 'lost'

export function stageOf(message: FirstMessage): Stage {
  const { state, code } = message.delivery
  if (code === 'conversation_exists') return 'existed'
  if (state === 'failed') return 'failed'
  if (message.conversation_id !== null) return 'arrived'
  return isUnderWay(message) ? 'under_way' : 'lost'
}
