import { expect, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { MediaReading, OpenedMedia } from '#connectors/reading.ts'
import { upsertMessages } from '#gateway/storage/messages.ts'
import { createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'

const ADDRESS = 'https://cdn.test/secret'
const PATH = '/media/cnv_a/msg_1'
const MINUTE_MS = 60_000

/** A vendor with one file; what it is asked is remembered, and what it answers can be changed. */
function makeVendor() {
  const vendor = {
    located: 0,
    opened: [] as [string, string | null][],
    signal: undefined as AbortSignal | undefined,
    locate: async (): Promise<string> => ADDRESS,
    answer: (): Partial<OpenedMedia> => ({}),
  }
  const media: MediaReading = {
    async locate() {
      vendor.located += 1
      return vendor.locate()
    },
    async open(address, range, signal) {
      vendor.opened.push([address, range])
      vendor.signal = signal
      return {
        status: 200,
        mimeType: 'image/png',
        length: null,
        range: null,
        body: new Blob(['\u0089PNG']).stream(),
        ...vendor.answer(),
      }
    },
  }
  return { vendor, connector: silentConnector({ media }) }
}

async function openFile({ media = {}, isReachable = true }: { media?: object; isReachable?: boolean } = {}) {
  const { vendor, connector } = makeVendor()
  const gateway = await createTestGateway({
    conversations: [{ id: 'cnv_a' }],
    connector,
    askVendor: async (_, ask) => (isReachable ? ask(connector) : null),
  })
  const { storage, workspaceId, clock } = gateway
  const kept = { kind: 'image', mime_type: 'image/png', filename: 'bukti.png', size: null, ...media }
  const row = { direction: 'inbound', text: null, label: null, delivery: null, created_ms: clock.now } as const
  await storage.write((tx) =>
    upsertMessages(tx, workspaceId, 'cnv_a', [
      { ...row, id: 'msg_1', type: 'image', parts: JSON.stringify({ media: kept }) },
      { ...row, id: 'msg_2', type: 'text', parts: null },
    ]),
  )
  return { ...gateway, vendor }
}

const codeOf = async (response: Response) => {
  const { status, code } = await errorOf(response)
  return [status, code, response.headers.get('Retry-After')]
}

test('a picture is shown, by its type and name, and nothing in it can run', async () => {
  const { maya, vendor } = await openFile()
  const response = await maya('GET', PATH)
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `inline; filename="bukti.png"; filename*=UTF-8''bukti.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; img-src 'self'; media-src 'self'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=3600',
  })
  expect(await response.text()).toBe('\u0089PNG')
  expect(vendor.opened).toEqual([[ADDRESS, null]])
})

test.each(['image/svg+xml', 'text/html', 'application/pdf'])('%s is only ever saved', async (mimeType) => {
  const { maya, vendor } = await openFile({ media: { filename: 'logo.svg', mime_type: mimeType } })
  vendor.answer = () => ({ mimeType })
  const { headers } = await maya('GET', PATH)
  expect(headers.get('Content-Disposition')).toMatch(/^attachment; /)
  expect(headers.get('Content-Type')).toMatch(/^application\/(octet-stream|pdf)$/)
})

test('where the file lies is told to nobody', async () => {
  const { maya } = await openFile()
  const response = await maya('GET', PATH)
  expect(JSON.stringify([...response.headers])).not.toContain('cdn.test')
})

test('spans are passed through, and the vendor is asked for the address once a minute', async () => {
  const { maya, vendor, clock } = await openFile({ media: { kind: 'video', mime_type: 'video/mp4' } })
  vendor.answer = () => ({ status: 206, mimeType: 'video/mp4', length: 2, range: 'bytes 1-2/4' })
  const ask = () => maya('GET', PATH, { headers: { Range: 'bytes=1-2' } })
  const response = await ask()
  expect([response.status, response.headers.get('Content-Range'), response.headers.get('Content-Length')]).toEqual([
    206,
    'bytes 1-2/4',
    '2',
  ])
  await Promise.all([ask(), ask()])
  expect([vendor.located, vendor.opened.length]).toEqual([1, 3])
  clock.now += MINUTE_MS
  await ask()
  expect(vendor.located).toBe(2)
})

test('several spans at once, or a span of another version, are answered with the whole', async () => {
  const { maya, vendor } = await openFile()
  await maya('GET', PATH, { headers: { Range: 'bytes=0-1,3-4' } })
  await maya('GET', PATH, { headers: { Range: 'bytes=0-1', 'If-Range': '"another"' } })
  expect(vendor.opened.map(([, range]) => range)).toEqual([null, null])
})

test('a browser that has the file already costs the vendor nothing', async () => {
  const { maya, vendor } = await openFile()
  const etag = (await maya('GET', PATH)).headers.get('ETag') ?? ''
  const again = await maya('GET', PATH, { headers: { 'If-None-Match': etag } })
  expect([again.status, await again.text(), vendor.opened.length]).toEqual([304, '', 1])
})

test('an address that grew old is asked for again, once', async () => {
  const { maya, vendor } = await openFile()
  await maya('GET', PATH)
  vendor.answer = () => {
    if (vendor.located === 1) throw new ConnectorError('not_found', 'http_403', 'Too old.')
    return {}
  }
  expect((await maya('GET', PATH)).status).toBe(200)
  expect([vendor.located, vendor.opened.length]).toEqual([2, 3])
})

test('what the vendor is still fetching is told as that, and after a while as what is not there', async () => {
  const { maya, vendor, clock } = await openFile()
  vendor.locate = () => Promise.reject(new ConnectorError('not_found', 'resource_not_found', 'No file.'))
  expect(await codeOf(await maya('GET', PATH))).toEqual([404, 'media_not_ready', '2'])
  clock.now += 2 * MINUTE_MS
  expect(await codeOf(await maya('GET', PATH))).toEqual([404, 'media_not_ready', '15'])
  clock.now += 20 * MINUTE_MS
  expect(await codeOf(await maya('GET', PATH))).toEqual([404, 'resource_not_found', null])
  expect(vendor.located).toBe(3)
})

test.each([
  ['unreachable', 503, 'vendor_unavailable', '15'],
  ['rate_limited', 503, 'vendor_unavailable', '15'],
  ['auth', 503, 'vendor_unavailable', '15'],
  ['rejected', 502, 'media_unavailable', null],
  ['malformed', 502, 'media_unavailable', null],
] as const)('a vendor’s %s is told as %i %s', async (kind, status, code, retryAfter) => {
  const { maya, vendor } = await openFile()
  vendor.locate = () => Promise.reject(new ConnectorError(kind, 'any', 'No.'))
  expect(await codeOf(await maya('GET', PATH))).toEqual([status, code, retryAfter])
})

test('while the vendor is not to be called, it is not', async () => {
  const { maya, vendor } = await openFile({ isReachable: false })
  expect(await codeOf(await maya('GET', PATH))).toEqual([503, 'vendor_unavailable', '15'])
  expect(vendor.opened).toEqual([])
})

test('a file of more than 100 MB is refused before its first byte, whichever header tells', async () => {
  const { maya, vendor } = await openFile()
  const tooMuch = 100 * 1024 * 1024 + 1
  vendor.answer = () => ({ length: tooMuch })
  expect(await codeOf(await maya('GET', PATH))).toEqual([422, 'media_too_large', null])
  expect(vendor.signal?.aborted).toBe(true)
  vendor.answer = () => ({ status: 206, length: 1, range: `bytes 0-0/${tooMuch}` })
  expect(await codeOf(await maya('GET', PATH, { headers: { Range: 'bytes=0-0' } }))).toEqual([
    422,
    'media_too_large',
    null,
  ])
})

test('whoever leaves ends the call, and asking for the headers alone does not begin it', async () => {
  const { maya, vendor } = await openFile()
  const response = await maya('GET', PATH)
  expect(vendor.signal?.aborted).toBe(false)
  await response.body?.cancel()
  expect(vendor.signal?.aborted).toBe(true)
  const head = await maya('HEAD', PATH)
  expect([head.status, head.headers.get('Content-Type'), vendor.signal?.aborted]).toEqual([200, 'image/png', true])
})

test.each(['/media/cnv_a/msg_2', '/media/cnv_a/msg_9', '/media/cnv_b/msg_1', '/media/cnv_a/%00'])(
  'there is no file at %s, and the vendor is not asked',
  async (path) => {
    const { maya, vendor } = await openFile()
    expect(await codeOf(await maya('GET', path))).toEqual([404, 'resource_not_found', null])
    expect(vendor.located).toBe(0)
  },
)

test('what lies at an address of its own is not asked of the vendor', async () => {
  const { maya, vendor } = await openFile({ media: { href: '/elsewhere' } })
  expect(await codeOf(await maya('GET', PATH))).toEqual([404, 'resource_not_found', null])
  expect(vendor.located).toBe(0)
})

test('nobody who is not signed in gets a file', async () => {
  const { nobody, program } = await openFile()
  expect(await codeOf(await nobody('GET', PATH))).toEqual([401, 'authentication_required', null])
  expect((await program('GET', PATH)).status).toBe(200)
})

test('many who want one file at the same time ask for its address once', async () => {
  const { maya, vendor } = await openFile()
  const answers = await Promise.all(Array.from({ length: 10 }, () => maya('GET', PATH)))
  expect([answers.every(({ ok }) => ok), vendor.located, vendor.opened.length]).toEqual([true, 1, 10])
})
