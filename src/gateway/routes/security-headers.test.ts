import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { installPlumbing } from './http.ts'
import type { Env } from './http.ts'
import { securityHeaders } from './security-headers.ts'

function makeApp(publicUrl: string | null) {
  const app = new Hono<Env>()
  app.use(securityHeaders({ publicUrl }))
  installPlumbing(app, { guard: async () => null, checkAnswers: true, onUnexpected: () => {} })
  app.get('/', (c) => c.text(c.get('styleNonce')))
  app.get('/fault', () => {
    throw new Error('fault')
  })
  return app
}

async function headersOf(response: Response) {
  const nonce = response.status === 200 ? await response.text() : 'none'
  return Object.fromEntries([...response.headers].map(([name, value]) => [name, value.replace(nonce, 'NONCE')]))
}

const headers = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-NONCE'; img-src 'self' data: blob:; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  'content-type': 'text/plain;charset=UTF-8',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-request-id': expect.stringMatching(/^req_/) as unknown,
}

test('every answer carries exactly these headers', async () => {
  expect(await headersOf(await makeApp(null).request('/'))).toEqual(headers)
  expect(await headersOf(await makeApp('http://inbox.example.com').request('/'))).toEqual(headers)
})

test('on an https address browsers are told to stay on it', async () => {
  expect(await headersOf(await makeApp('https://inbox.example.com').request('/'))).toEqual({
    ...headers,
    'strict-transport-security': 'max-age=31536000',
  })
})

test('a failed answer is protected as well', async () => {
  const response = await makeApp(null).request('/fault')
  expect(response.status).toBe(500)
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

test('no two answers share a nonce', async () => {
  const app = makeApp(null)
  const nonces = await Promise.all([app.request('/'), app.request('/')].map(async (answer) => (await answer).text()))
  expect(nonces[0]).toMatch(/^[\w+/]{22}==$/)
  expect(nonces[0]).not.toBe(nonces[1])
})
