import { leadsInside } from '#connectors/inside-network.ts'
import type { Resolve } from '#connectors/inside-network.ts'
import { fail } from '../fail.ts'

/** How connections that were added here reach their vendors. */
export type Outside = {
  fetch: typeof fetch
  resolve: Resolve
  /** Vendors may be on this machine or in its network, and without TLS there. */
  allowsPrivate: boolean
}

/**
 * A base URL as it is kept: https, without credentials, and outside our own network unless that is allowed. Fails with
 * `invalid_field_value` for `base_url`. A host that cannot be found passes: asking it will tell.
 */
export async function usableBaseUrl(text: string, outside: Outside): Promise<string> {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return refuse('This is no plain address. It begins with https:// and has no user, question mark or #.')
  }
  const isInside = await leadsInside(url.hostname, outside.resolve).catch(() => false)
  if (isInside && !outside.allowsPrivate) {
    return refuse('This address is inside our own network. SIGAP_ALLOW_PRIVATE_URLS=1 at the start allows that.')
  }
  if (url.protocol === 'https:' || (isInside && url.protocol === 'http:')) return url.href.replace(/\/+$/, '')
  return refuse('The address has to begin with https://, or the key could be read on its way.')
}

function refuse(message: string): never {
  return fail('invalid_field_value', { param: 'base_url', message })
}

/** Fetches from outside only: a name may lead inside long after it was judged. */
export function fetchOutside({ fetch, resolve, allowsPrivate }: Outside): typeof globalThis.fetch {
  if (allowsPrivate) return fetch
  return async (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input)
    if (await leadsInside(hostname, resolve)) throw new TypeError('This address is inside our own network.')
    return fetch(input, init)
  }
}
