import * as z from 'zod/mini'
import { errorBodySchema } from '#contract/error.ts'
import { retryAfterMs } from './http.ts'
import { sessionExpiry } from './session-expiry.ts'

/**
 * Why a file cannot be shown: `fetching` the vendor does not have it yet (then when asking again makes sense, in milliseconds); `gone`, `large`,
 * `vendor` and `offline` speak for themselves; `unreadable` it came, and the browser cannot make anything of it.
 */
export type MediaTrouble =
  | { reason: 'fetching'; retryAfterMs: number }
  | { reason: 'gone' | 'large' | 'vendor' | 'offline' | 'unreadable' }

const reasons: Readonly<Record<string, 'gone' | 'large'>> = { resource_not_found: 'gone', media_too_large: 'large' }
const SOON_MS = 2000

/** A picture that fails to load does not say why: asks for the first byte of it, and for the reason when there is none. */
export async function askWhyNot(href: string): Promise<MediaTrouble> {
  const response = await fetch(href, { headers: { Range: 'bytes=0-0' }, cache: 'no-store' }).catch(() => null)
  if (response === null) return { reason: 'offline' }
  if (response.ok) {
    await response.body?.cancel()
    return { reason: 'unreadable' }
  }
  if (response.status === 401) sessionExpiry.signal()
  const code = await codeOf(response)
  if (code === 'media_not_ready') {
    return { reason: 'fetching', retryAfterMs: retryAfterMs(response) ?? SOON_MS }
  }
  return { reason: (Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? 'vendor' }
}

async function codeOf(response: Response): Promise<string> {
  try {
    return z.parse(errorBodySchema, await response.json()).error.code
  } catch {
    return ''
  }
}
