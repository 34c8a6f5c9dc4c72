import type { ConnectorConfig } from '../connector.ts'
import { addressBelow } from './base-url.ts'

/** Fetches with the key below the vendor's own base URL, and without it from wherever else that may point. */
export function withKey(config: ConnectorConfig, keyHeader: () => Record<string, string>): ConnectorConfig['fetch'] {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const base = addressBelow(config.baseUrl, [])
    const isOwn = url.origin === base.origin && url.pathname.startsWith(base.pathname.replace(/\/*$/, '/'))
    const headers = new Headers(init?.headers)
    if (isOwn) for (const [name, value] of Object.entries(keyHeader())) headers.set(name, value)
    return config.fetch(input, { ...init, headers })
  }
}
