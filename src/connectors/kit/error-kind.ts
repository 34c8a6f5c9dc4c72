import type { ConnectorErrorKind } from '../connector-error.ts'

/** What kind of failure an answer is by its status alone, where that is not 2xx. */
export function errorKindOf(status: number): ConnectorErrorKind {
  if (status === 401) return 'auth'
  if (status === 404) return 'not_found'
  if (status === 429) return 'rate_limited'
  // A redirect is not followed, as the key must not reach another host; mostly it is a proxy in the way, so it may pass.
  if (status < 400 || status === 408 || status >= 500) return 'unreachable'
  return 'rejected'
}
