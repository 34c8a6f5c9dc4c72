import { expect, test } from 'vitest'
import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { createKirim } from './index.ts'
import { answering } from '../kit/stand-ins.ts'
import { configWith } from './stand-ins.ts'

/** Answers never, and ends when it is told to. */
const silent: ConnectorConfig['fetch'] = (_, init) =>
  new Promise((_resolve, reject) => {
    const giveUp = () => reject(new Error('aborted'))
    if (init?.signal?.aborted) giveUp()
    init?.signal?.addEventListener('abort', giveUp, { once: true })
  })

const leadsInside = async () => ['93.184.216.34', '10.0.0.7']
const leadsNowhere = () => Promise.reject(new Error('ENOTFOUND'))

const CDN = 'https://cdn.test/a/1?sig=s'

function reading(overrides: Partial<ConnectorConfig>) {
  const { media } = createKirim(configWith(overrides))
  if (media === undefined) throw new Error('no media')
  return media
}

const redirect = (location: string, status = 302) => {
  return () => new Response(null, { status, headers: { Location: location } })
}
const bytes =
  (text: string, headers: Record<string, string> = {}, status = 200) =>
  () =>
    new Response(text, { status, headers })

const MESSAGE = { id: 'msg_1', conversationId: 'cnv_1' }

async function failureOf(call: Promise<unknown>): Promise<[string, string]> {
  const error: unknown = await call.catch((error: unknown) => error)
  if (error instanceof ConnectorError) return [error.kind, error.code]
  throw new Error('expected a ConnectorError', { cause: error })
}

test.each([
  ['a redirect', redirect(CDN)],
  ['a later generation’s answer', () => Response.json({ data: { url: CDN } })],
])('the address of a file is read from %s', async (_, answer) => {
  const { fetch, requests } = answering(answer)
  expect(await reading({ fetch }).locate(MESSAGE)).toBe(CDN)
  expect(requests.map(({ url }) => url)).toEqual(['https://vendor.test/v1/messages/msg_1/media'])
  expect(requests[0]?.headers.get('Authorization')).toMatch(/^Bearer /)
})

const noMedia = { error: { type: 'not_found', code: 'resource_not_found', message: 'No.', request_id: 'req_1' } }

test.each([
  [['not_found', 'resource_not_found'], () => Response.json(noMedia, { status: 404 })],
  [['malformed', 'bad_shape'], () => Response.json({ data: {} })],
  [['unreachable', 'redirected'], () => new Response(null, { status: 302 })],
  [['rate_limited', 'http_429'], () => new Response(null, { status: 429 })],
])('without an address it is %j', async (expected, answer) => {
  expect(await failureOf(reading({ fetch: answering(answer).fetch }).locate(MESSAGE))).toEqual(expected)
})

test('an id that would change the path is never asked for', async () => {
  expect(await failureOf(reading({}).locate({ ...MESSAGE, id: '../me' }))).toEqual(['not_found', 'resource_not_found'])
})

test('a file is fetched without the key, also where it is redirected', async () => {
  const { fetch, requests } = answering(redirect('/b'), bytes('film', { 'Content-Type': 'video/mp4' }))
  const opened = await reading({ fetch }).open(CDN, null)
  expect(requests.map(({ url }) => url)).toEqual([CDN, 'https://cdn.test/b'])
  expect(requests.map(({ headers }) => [...headers.keys()].includes('authorization'))).toEqual([false, false])
  expect(opened).toMatchObject({ status: 200, mimeType: 'video/mp4', range: null })
  expect(await new Response(opened.body).text()).toBe('film')
})

test('a span is passed on when it was asked for, and its answer told as it is', async () => {
  const { fetch, requests } = answering(
    bytes('il', { 'Content-Range': 'bytes 1-2/4', 'Content-Length': '2' }, 206),
    bytes('', { 'Content-Range': 'bytes */4' }, 416),
    bytes('film', { 'Content-Length': '4' }),
    bytes('il', {}, 206),
  )
  const media = reading({ fetch })
  expect(await media.open(CDN, 'bytes=1-2')).toMatchObject({ status: 206, length: 2, range: 'bytes 1-2/4' })
  expect(requests[0]?.headers.get('Range')).toBe('bytes=1-2')
  expect(await media.open(CDN, 'bytes=9-')).toMatchObject({ status: 416, range: 'bytes */4' })
  expect(await media.open(CDN, 'bytes=1-2')).toMatchObject({ status: 200, length: 4, range: null })
  expect(await failureOf(media.open(CDN, 'bytes=1-2'))).toEqual(['malformed', 'media_bad_range'])
})

test('what is packed for the way has no length that can be told', async () => {
  const { fetch } = answering(bytes('x', { 'Content-Length': '99', 'Content-Encoding': 'br' }))
  expect(await reading({ fetch }).open(CDN, null)).toMatchObject({ length: null })
})

test.each([
  [401, 'not_found'],
  [403, 'not_found'],
  [404, 'not_found'],
  [410, 'not_found'],
  [429, 'rate_limited'],
  [503, 'unreachable'],
  [400, 'rejected'],
])('a host of files that answers %i is %s', async (status, kind) => {
  expect((await failureOf(reading({ fetch: answering(bytes('', {}, status)).fetch }).open(CDN, null)))[0]).toBe(kind)
})

test('redirects end after three', async () => {
  const { fetch, requests } = answering(redirect('/again'))
  expect(await failureOf(reading({ fetch }).open(CDN, null))).toEqual(['rejected', 'media_too_many_redirects'])
  expect(requests).toHaveLength(4)
})

const inside = [
  'https://127.0.0.1/a',
  'https://10.1.2.3/a',
  'https://172.31.0.1/a',
  'https://192.168.1.1/a',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/a',
  'https://0/a',
  'https://2130706433/a',
  'https://[::1]/a',
  'https://[::ffff:10.0.0.1]/a',
  'https://[fd00::1]/a',
  'https://[fe80::1]/a',
  'https://localhost/a',
  'https://gateway/a',
  'https://db.internal/a',
  'https://printer.local./a',
]

test.each(inside)('nothing is fetched from inside our own network: %s', async (address) => {
  expect(await failureOf(reading({}).open(address, null))).toEqual(['rejected', 'media_inside_network'])
  const { fetch, requests } = answering(redirect(address))
  expect(await failureOf(reading({ fetch }).open(CDN, null))).toEqual(['rejected', 'media_inside_network'])
  expect(requests).toHaveLength(1)
})

test('a public name that leads inside is refused, too', async () => {
  expect(await failureOf(reading({ resolve: leadsInside }).open(CDN, null))).toEqual([
    'rejected',
    'media_inside_network',
  ])
})

test('a name that leads nowhere is a host that cannot be reached', async () => {
  expect(await failureOf(reading({ resolve: leadsNowhere }).open(CDN, null))).toEqual(['unreachable', 'network'])
})

test.each(['http://cdn.test/a', 'ftp://cdn.test/a', 'data:text/html,x', 'file:///etc/passwd'])(
  'nothing but https is fetched: %s',
  async (address) => {
    expect(await failureOf(reading({}).open(address, null))).toEqual(['rejected', 'media_not_https'])
  },
)

test('an address with credentials in it, or none at all, is refused', async () => {
  expect(await failureOf(reading({}).open('https://a:b@cdn.test/a', null))).toEqual(['rejected', 'media_bad_address'])
  expect(await failureOf(reading({}).open('/a', null))).toEqual(['rejected', 'media_bad_address'])
})

test('a vendor that is configured on this machine may keep its files here', async () => {
  const { fetch, requests } = answering(bytes('x'))
  const media = reading({ fetch, baseUrl: 'http://127.0.0.1:4701/v1' })
  expect(await media.open('http://127.0.0.1:4701/cdn/a', null)).toMatchObject({ status: 200 })
  expect(requests).toHaveLength(1)
})

test('a host of files that says nothing is given up, and the caller may give up before', async () => {
  const options = { timeoutMs: '5' }
  expect(await failureOf(reading({ fetch: silent, options }).open(CDN, null))).toEqual(['unreachable', 'timeout'])
  const leaving = new AbortController()
  const opening = failureOf(reading({ fetch: silent }).open(CDN, null, leaving.signal))
  leaving.abort()
  expect(await opening).toEqual(['unreachable', 'aborted'])
})
