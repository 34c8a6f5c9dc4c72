import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import type { Connector } from '#connectors/connector.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'
import { forgetFiles, linkFor } from '#gateway/usecases/files/outgoing-files.ts'
import { neverAsked, silentConnector } from '#gateway/testing/silent-connector.ts'

const LINK_BASE = 'https://inbox.example/'
const MB = 1024 * 1024
const HOUR_MS = 60 * 60 * 1000

const connector = silentConnector({
  sending: { keyLifeMs: null, send: neverAsked },
  channels: {
    whatsapp: {
      holds: [],
      sends: {
        maxText: 100,
        hasWindow: false,
        hasTemplates: false,
        files: {
          by: 'fetched',
          takes: [
            { kind: 'image', types: ['image/png'], max_bytes: 3 * MB, max_caption: 20 },
            { kind: 'audio', types: ['audio/mpeg'], max_bytes: 1000, max_caption: 0 },
          ],
        },
        startsWith: null,
      },
    },
  },
})

const open = (options: { linkBase?: string | null; connector?: Connector } = {}) =>
  createTestGateway({
    conversations: [{ id: 'cnv_a', contact_phone: '+6281234567890' }],
    connector,
    linkBase: LINK_BASE,
    ...options,
  })

/** A picture of so many bytes, each of which can be told from its neighbours. */
function picture(size: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from({ length: size }, (_, at) => at % 251)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return bytes
}

const bring = (who: Caller, body: unknown = picture(100), filename = 'struk.png', headers = {}) =>
  who('POST', `/v1/uploads?connection=con_a&filename=${encodeURIComponent(filename)}`, { body, headers })
const brought = async (who: Caller, ...rest: [body?: unknown, filename?: string]) =>
  (await answerOf(endpoints.createUpload, await bring(who, ...rest))).data
const send = (who: Caller, body: object, key = 'key_00000001') =>
  who('POST', '/v1/conversations/cnv_a/messages', { body, headers: { 'Idempotency-Key': key } })

type Gateway = Awaited<ReturnType<typeof open>>
/** The way to a file as it is handed to the vendor. */
async function handOver({ storage, workspaceId, clock }: Gateway, upload: string): Promise<string> {
  const url = await linkFor({ storage }, { workspaceId, upload, linkBase: LINK_BASE, now: clock.now })
  return (url ?? '').replace('https://inbox.example', '')
}

test('a file is stored under its own name and type, whatever the browser says', async () => {
  const { maya } = await open()
  const response = await bring(maya, picture(100), 'Struk Ibu (1)', { 'Content-Type': 'text/html' })
  expect((await answerOf(endpoints.createUpload, response)).data).toEqual({
    id: expect.stringMatching(/^upl_[0-9A-Z]{26}$/),
    object: 'upload',
    kind: 'image',
    mime_type: 'image/png',
    filename: 'Struk Ibu (1).png',
    size: 100,
  })
})

test('a file of several pieces comes back as it went in', async () => {
  const { maya } = await open()
  const bytes = picture(2 * MB + 77)
  const { id, size } = await brought(maya, bytes)
  expect(size).toBe(bytes.byteLength)
  const content = await maya('GET', `/v1/uploads/${id}/content`)
  expect(content.headers.get('Content-Disposition')).toMatch(/^inline;/)
  expect(Buffer.from(await content.arrayBuffer()).equals(bytes)).toBe(true)
})

test.each([
  ['a page', '<html></html>', 'struk.png', 415, 'unsupported_file'],
  ['a type that the channel does not take', '%PDF-1.7', 'struk.pdf', 415, 'unsupported_file'],
  ['nothing', '', 'struk.png', 400, 'invalid_request'],
  ['too much', picture(3 * MB + 1), 'struk.png', 413, 'payload_too_large'],
  ['too much of a kind that is shorter', `ID3${'a'.repeat(1000)}`, 'lagu.mp3', 413, 'payload_too_large'],
])('%s is refused, and nothing of it stays', async (_what, body, name, status, code) => {
  const { maya, storage } = await open()
  expect(await errorOf(await bring(maya, body, name))).toMatchObject({ status, code })
  expect(await storage.db.selectFrom('uploads').selectAll().execute()).toEqual([])
  expect(await storage.db.selectFrom('upload_pieces').select('upload_id').execute()).toEqual([])
})

test('a file that is longer than was announced is refused where its limit is', async () => {
  const { maya, storage } = await open()
  const response = await bring(maya, picture(4 * MB), 'struk.png', { 'Content-Length': '100' })
  expect(await errorOf(response)).toMatchObject({ status: 413 })
  expect(await storage.db.selectFrom('uploads').selectAll().execute()).toEqual([])
})

test('a client that hangs up half-way leaves nothing behind', async () => {
  const { app, key, storage } = await open()
  const torn = new ReadableStream({
    start: (controller) => controller.enqueue(picture(MB)),
    pull: (controller) => controller.error(new Error('hung up')),
  })
  const headers = { Authorization: `Bearer ${key}` }
  const init = { method: 'POST', headers, body: torn, duplex: 'half' } satisfies RequestInit & { duplex: string }
  const response = await app.request('/v1/uploads?connection=con_a&filename=a.png', init)
  expect(await errorOf(response)).toEqual({ status: 400, code: 'invalid_request' })
  expect(await storage.db.selectFrom('upload_pieces').select('upload_id').execute()).toEqual([])
})

test('nobody fills the disk with files that are never sent', async () => {
  const gateway = await open()
  const { id } = await brought(gateway.maya)
  const { storage } = gateway
  await storage.db
    .updateTable('uploads')
    .set({ size: 500 * MB })
    .where('id', '=', id)
    .execute()
  expect(await errorOf(await bring(gateway.maya))).toMatchObject({ status: 413, code: 'payload_too_large' })
  expect((await bring(gateway.rina)).status).toBe(200)
})

test('without a public address nothing is taken that could not be sent', async () => {
  const { maya } = await open({ linkBase: null })
  const refusal = { status: 422, code: 'cannot_send', param: 'SIGAP_PUBLIC_URL' }
  expect(await errorOf(await bring(maya))).toEqual(refusal)
  const upload = 'upl_00000000000000000000000000'
  expect(await errorOf(await send(maya, { attachment: { upload } }))).toEqual(refusal)
})

test('a message with a file stands in the thread as what it is, its text as the caption', async () => {
  const { maya, rung } = await open()
  const { id } = await brought(maya)
  const response = await send(maya, { text: 'Struknya, Kak', attachment: { upload: id } })
  expect((await answerOf(endpoints.sendMessage, response)).data).toMatchObject({
    type: 'image',
    text: 'Struknya, Kak',
    delivery: { state: 'waiting' },
    media: {
      kind: 'image',
      mime_type: 'image/png',
      filename: 'struk.png',
      size: 100,
      href: `/v1/uploads/${id}/content`,
    },
  })
  expect(rung).toContain('sends con_a')
})

test('the same key with the same file is answered with its message, with another file it is refused', async () => {
  const { maya, storage } = await open()
  const [one, two] = [await brought(maya), await brought(maya)]
  const first = await answerOf(endpoints.sendMessage, await send(maya, { attachment: { upload: one.id } }))
  const again = await answerOf(endpoints.sendMessage, await send(maya, { attachment: { upload: one.id } }))
  expect(again.data).toEqual(first.data)
  const reuse = { status: 422, code: 'idempotency_key_reuse' }
  expect(await errorOf(await send(maya, { attachment: { upload: two.id } }))).toEqual(reuse)
  expect(await errorOf(await send(maya, { text: 'Lain', attachment: { upload: one.id } }))).toEqual(reuse)
  expect(await errorOf(await send(maya, { text: 'Lain' }))).toEqual(reuse)
  expect(await storage.db.selectFrom('sends').select('id').execute()).toHaveLength(1)
})

test('a repeated key is answered also when its file is long gone', async () => {
  const { maya, storage, workspaceId } = await open()
  const { id } = await brought(maya)
  await send(maya, { attachment: { upload: id } })
  await storage.db.updateTable('sends').set({ state: 'taken' }).execute()
  await forgetFiles({ storage }, { workspaceId, now: Number.MAX_SAFE_INTEGER })
  expect(await errorOf(await maya('GET', `/v1/uploads/${id}/content`))).toMatchObject({ status: 404 })
  const { data } = await answerOf(endpoints.sendMessage, await send(maya, { attachment: { upload: id } }))
  // From now on it is to be had from the vendor.
  expect(data.media).toMatchObject({ kind: 'image', href: expect.stringMatching(/^\/media\//) })
})

test('a file is its author’s to send, to see and to discard until it is in a message', async () => {
  const { maya, rina, program } = await open()
  const { id } = await brought(maya)
  for (const other of [rina, program]) {
    expect(await errorOf(await send(other, { attachment: { upload: id } }))).toMatchObject({ code: 'unknown_upload' })
    expect(await errorOf(await other('GET', `/v1/uploads/${id}/content`))).toMatchObject({ status: 404 })
    expect(await errorOf(await other('DELETE', `/v1/uploads/${id}`))).toMatchObject({ status: 404 })
  }
  await send(maya, { attachment: { upload: id } })
  expect((await rina('GET', `/v1/uploads/${id}/content`)).status).toBe(200)
  expect(await errorOf(await maya('DELETE', `/v1/uploads/${id}`))).toMatchObject({ status: 404 })
})

test('a discarded file is gone', async () => {
  const { maya } = await open()
  const { id } = await brought(maya)
  expect((await maya('DELETE', `/v1/uploads/${id}`)).status).toBe(200)
  expect(await errorOf(await send(maya, { attachment: { upload: id } }))).toMatchObject({ code: 'unknown_upload' })
})

test('a caption is as long as the channel shows, which beside audio is nothing', async () => {
  const { maya } = await open()
  const [image, song] = [await brought(maya), await brought(maya, 'ID3 lagu', 'lagu.mp3')]
  const wrong = { status: 400, code: 'invalid_field_value', param: 'text' }
  const long = { text: 'a'.repeat(21), attachment: { upload: image.id } }
  expect(await errorOf(await send(maya, long))).toEqual(wrong)
  expect(await errorOf(await send(maya, { text: 'Lagu', attachment: { upload: song.id } }))).toEqual(wrong)
  expect((await send(maya, { attachment: { upload: song.id } })).status).toBe(200)
})

test('a template takes no file', async () => {
  const { maya } = await open()
  const template = { name: 'halo', language: 'id', variables: [] }
  const { id } = await brought(maya)
  expect(await errorOf(await send(maya, { template, attachment: { upload: id } }))).toMatchObject({
    code: 'invalid_field_value',
    param: 'attachment',
  })
})

test('what the vendor fetches is given to whoever has the address, to be saved and not to be run', async () => {
  const gateway = await open()
  const { id } = await brought(gateway.maya, picture(300), "Struk 'Ibu'.png")
  const response = await gateway.nobody('GET', await handOver(gateway, id))
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-length': '300',
    'content-disposition': `attachment; filename="Struk _Ibu_.png"; filename*=UTF-8''Struk%20%27Ibu%27.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  })
  expect(response.headers.get('Set-Cookie')).toBeNull()
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(picture(300))
})

test('its length can be asked for alone, and a part of it', async () => {
  const gateway = await open()
  const bytes = picture(MB + 500)
  const { id } = await brought(gateway.maya, bytes)
  const path = await handOver(gateway, id)
  const head = await gateway.nobody('HEAD', path)
  expect([head.status, head.headers.get('Content-Length')]).toEqual([200, String(MB + 500)])
  expect(await head.text()).toBe('')
  const part = async (range: string) => {
    const response = await gateway.nobody('GET', path, { headers: { Range: range } })
    const { status, headers } = response
    return { status, range: headers.get('Content-Range'), bytes: new Uint8Array(await response.arrayBuffer()) }
  }
  const across = await part(`bytes=${MB - 2}-${MB + 1}`)
  expect(across).toEqual({
    status: 206,
    range: `bytes ${MB - 2}-${MB + 1}/${MB + 500}`,
    bytes: bytes.slice(MB - 2, MB + 2),
  })
  expect((await part('bytes=-3')).bytes).toEqual(bytes.slice(-3))
  expect((await part(`bytes=${MB + 498}-9999999`)).bytes).toEqual(bytes.slice(-2))
  expect((await part('bytes=0-1,5-6')).status).toBe(200)
  expect(await part(`bytes=${2 * MB}-`)).toMatchObject({ status: 416, range: `bytes */${MB + 500}` })
})

test('an address is good for a day after it was handed over, and is the same when it is handed over again', async () => {
  const gateway = await open()
  const { nobody, clock, storage } = gateway
  const { id } = await brought(gateway.maya)
  const { token } = await storage.db.selectFrom('uploads').select('token').executeTakeFirstOrThrow()
  expect(token).toMatch(/^[0-9A-Za-z]{32}$/)
  expect(await errorOf(await nobody('GET', `/out/${token}`))).toMatchObject({ status: 404 })
  const path = await handOver(gateway, id)
  expect(path).toBe(`/out/${token}`)
  clock.now += 24 * HOUR_MS - 1
  expect((await nobody('GET', path)).status).toBe(200)
  clock.now += 1
  expect(await errorOf(await nobody('GET', path))).toEqual({ status: 410, code: 'file_expired' })
  expect(await handOver(gateway, id)).toBe(path)
  expect((await nobody('GET', path)).status).toBe(200)
})

test('files that nobody sent go after a day, those that were sent after a week', async () => {
  const { maya, storage, workspaceId, clock } = await open()
  const [unused, used] = [await brought(maya), await brought(maya)]
  await send(maya, { attachment: { upload: used.id } })
  await storage.db.updateTable('sends').set({ state: 'taken' }).execute()
  const left = async (hours: number) => {
    const now = clock.now + hours * HOUR_MS + 1
    await forgetFiles({ storage }, { workspaceId, now })
    return (await storage.db.selectFrom('uploads').select('id').execute()).map(({ id }) => id)
  }
  expect((await left(23)).sort()).toEqual([unused.id, used.id].sort())
  expect(await left(24)).toEqual([used.id])
  expect(await left(7 * 24)).toEqual([])
})
