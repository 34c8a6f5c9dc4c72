import type { MiddlewareHandler } from 'hono'
import type { Env } from './http.ts'

/**
 * Headers for every answer: the page runs its own scripts only, makes no HTML from strings, is framed by nobody, and asks for no device.
 * They are set before the answer is made: a header that is added to a made answer has it made anew.
 */
export function securityHeaders({ publicUrl }: { publicUrl: string | null }): MiddlewareHandler<Env> {
  const https = publicUrl?.startsWith('https:') === true
  const headers = Object.entries({ ...always, ...(https ? onlyWithHttps : {}) })
  return async (c, next) => {
    for (const [name, value] of headers) c.header(name, value)
    await next()
  }
}

const onlyWithHttps = { 'Strict-Transport-Security': 'max-age=31536000' }

const always = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    // Neither React nor the router nor the components make a policy, so there is none that could be abused.
    "trusted-types 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  // A one-time link is a secret in the address: it goes to no other site.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}
