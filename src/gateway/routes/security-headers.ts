import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './http.ts'

/**
 * Headers for every answer: the page runs its own scripts only, makes no HTML from strings, is framed by nobody, and asks for no device.
 * The page's HTML must carry `styleNonce` in `<meta property="csp-nonce">`, from where react-aria's own style element takes it.
 */
export function securityHeaders({ publicUrl }: { publicUrl: string | null }): MiddlewareHandler<Env> {
  const https = publicUrl?.startsWith('https:') === true
  return async (c, next) => {
    const nonce = randomBytes(16).toString('base64')
    c.set('styleNonce', nonce)
    await next()
    for (const [name, value] of Object.entries({ ...headersOf(nonce), ...(https ? onlyWithHttps : {}) })) {
      c.header(name, value)
    }
  }
}

const onlyWithHttps = { 'Strict-Transport-Security': 'max-age=31536000' }

function headersOf(nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
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
}
