import { createValueStore } from '#inbox/lib/value-store.ts'

const expired = createValueStore(false)

/** Whether the gateway stopped knowing who we are. Unsent acts wait meanwhile; `clear` after signing in again. */
export const sessionExpiry = {
  get: expired.get,
  subscribe: expired.subscribe,
  signal: () => expired.set(true),
  clear: () => expired.set(false),
}
