import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'

async function openGateway() {
  const dist = await mkdtemp(path.join(tmpdir(), 'sigap-dist-'))
  onTestFinished(() => rm(dist, { recursive: true }))
  await mkdir(path.join(dist, 'assets'))
  await writeFile(path.join(dist, 'index.html'), '<div id="root"></div>')
  await writeFile(path.join(dist, 'favicon.svg'), '<svg />')
  await writeFile(path.join(dist, 'assets', 'main-1a2b.js'), 'export const much = 1\n'.repeat(100))
  return createTestGateway({ dist })
}

test.each(['/', '/inbox', '/inbox/cnv_01HXYZ?status=open', '/settings/agents', '/link/AbC-_', '/nothing/here'])(
  '%s opens the page, which decides for itself what is there',
  async (address) => {
    const { nobody } = await openGateway()
    const response = await nobody('GET', address)
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-cache'])
    expect(await response.text()).toContain('<div id="root">')
  },
)

test('assets are kept for ever, and come compressed to whom it helps', async () => {
  const { nobody } = await openGateway()
  const response = await nobody('GET', '/assets/main-1a2b.js', { headers: { 'Accept-Encoding': 'gzip' } })
  expect(response.status).toBe(200)
  expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
  expect(response.headers.get('Content-Encoding')).toBe('gzip')
  expect(response.headers.get('Content-Type')).toMatch(/javascript/)
})

test('a file at the top is served as what it is', async () => {
  const { nobody } = await openGateway()
  const response = await nobody('GET', '/favicon.svg')
  expect([response.status, response.headers.get('Content-Type')]).toEqual([
    200,
    expect.stringMatching(/^image\/svg\+xml/),
  ])
})

test.each([
  '/assets/gone.js',
  '/assets/',
  '/assets/%00',
  '/assets/..%2Findex.html',
  '/assets/%E0%A4%A',
  '/favicon.ico',
  '/wp-login.php',
  '/.env',
  '/v1/nothing',
  '/v1',
  '/hooks/nothing',
])('%s is no page', async (address) => {
  const { nobody } = await openGateway()
  const { status } = await errorOf(await nobody('GET', address))
  expect([404, 405]).toContain(status)
})

test('the page is asked for with GET', async () => {
  const { nobody } = await openGateway()
  expect((await nobody('HEAD', '/inbox')).status).toBe(200)
  expect(await errorOf(await nobody('POST', '/inbox'))).toEqual({ status: 404, code: 'resource_not_found' })
})
