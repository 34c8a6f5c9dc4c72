import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { installPlumbing } from './http.ts'
import type { Env } from './http.ts'
import { securityHeaders } from './security-headers.ts'

function makeApp(publicUrl: string | null) {
  const app = new Hono<Env>()
  app.use(securityHeaders({ publicUrl }))
  installPlumbing(app, { guard: async () => null, checkAnswers: true, onUnexpected: () => {} })
  app.get('/', (c) => c.text('hello'))
  app.get('/fault', () => {
    throw new Error('fault')
  })
  return app
}

const headersOf = (response: Response) => Object.fromEntries(response.headers)

const headers = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  'content-type': 'text/plain; charset=UTF-8',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-request-id': expect.stringMatching(/^req_/) as unknown,
}

test('every answer carries exactly these headers', async () => {
  expect(headersOf(await makeApp(null).request('/'))).toEqual(headers)
  expect(headersOf(await makeApp('http://inbox.example.com').request('/'))).toEqual(headers)
})

test('on an https address browsers are told to stay on it', async () => {
  expect(headersOf(await makeApp('https://inbox.example.com').request('/'))).toEqual({
    ...headers,
    'strict-transport-security': 'max-age=31536000',
  })
})

test('a failed answer is protected as well', async () => {
  const response = await makeApp(null).request('/fault')
  expect(response.status).toBe(500)
  expect(headersOf(response)).toMatchObject({
    ...headers,
    'content-type': 'application/json',
    'cache-control': 'no-store',
  })
})
