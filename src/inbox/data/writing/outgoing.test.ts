import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { Endpoint } from '#contract/endpoints/endpoint.ts'
import { sendMessageSchema } from '#contract/sending.ts'
import type { Upload } from '#contract/upload.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeChange } from '#mocks/builders/live.ts'
import { makeMessage } from '#mocks/builders/message.ts'
import { ApiError } from '../api-error.ts'
import { createConversationStore } from '../acts/conversation-store.ts'
import type { Call, CallOptions } from '../http.ts'
import { createLocalItems } from '../local-items.ts'
import { asMessage, createOutgoing } from './outgoing.ts'
import { memoryStorage } from '../storage.harness.ts'

/** What becomes of one request: it is taken, its answer is lost, it is lost itself, refused, or held for news. */
type Fate = 'taken' | 'unheard' | 'lost' | 'busy' | 'refused' | 'news'
type Taken = { conversationId: string; key: string; text: string; seen: number | undefined; upload?: string }

const settle = async () => {
  for (let round = 0; round < 100; round += 1) await Promise.resolve()
}

/** A page's outgoing messages on a device that keeps them, and a gateway that does with each request what the test says. */
function openDevice(kept: Storage = memoryStorage()) {
  const taken: Taken[] = []
  const keys: string[] = []
  const fates: Fate[] = []
  const stopped: string[] = []
  const timers: (() => void)[] = []
  const conversation = makeConversation({ id: 'cnv_ana' })
  const store = createConversationStore()
  store.transact((write) => write.take(conversation))

  const call: Call = async <E extends Endpoint>(endpoint: E, options: CallOptions<E> = {}) => {
    const id = options.params?.['id'] ?? ''
    const key = options.headers?.['Idempotency-Key'] ?? ''
    const { text = '', seen, attachment } = z.parse(sendMessageSchema, options.body)
    keys.push(key)
    const fate = fates.shift() ?? 'taken'
    if (fate === 'lost') throw new ApiError('network', 'lost')
    if (fate === 'busy') throw new ApiError('server', 'busy', { status: 503 })
    if (fate === 'refused') throw new ApiError('client', 'refused', { status: 422, code: 'outside_24h_window' })
    if (fate === 'news') {
      const error = { type: 'conflict', code: 'conversation_moved_on', message: 'News.', request_id: 'req_1' }
      const changes = [makeChange({ seq: 900, field: 'message', to: 'inbound' })]
      const body = { error, conversation: { ...conversation, version: 900 }, changes }
      throw new ApiError('conflict', 'news', { status: 412, code: 'conversation_moved_on', body })
    }
    if (!taken.some((one) => one.key === key)) {
      taken.push({ conversationId: id, key, text, seen, ...(attachment && { upload: attachment.upload }) })
    }
    if (fate === 'unheard') throw new ApiError('network', 'unheard')
    const data = makeMessage({ conversation_id: id, direction: 'outbound', text, key })
    return z.parse<E['answer']>(endpoint.answer, { data, request_id: 'req_1' })
  }

  const open = () => {
    let made = 0
    const page = String(Math.random())
    const outgoing = createOutgoing({
      call,
      store,
      threads: { take: () => undefined, isOpen: () => false },
      items: createLocalItems(kept, 'sigap.outgoing.agt_maya.'),
      setTimer(run) {
        timers.push(run)
        return () => void timers.splice(timers.indexOf(run), 1)
      },
      random: () => 0,
      now: () => 1_800_000_000_000 + made,
      newKey: () => `key_${page}_${(made += 1)}`,
      onStopped: ({ key }) => stopped.push(key),
      onSent: () => undefined,
    })
    outgoing.resume()
    return outgoing
  }
  /** Lets everything happen that waits for time to pass. */
  const pass = async () => {
    await settle()
    for (let round = 0; round < 50 && timers.length > 0; round += 1) {
      for (const run of timers.splice(0)) run()
      await settle()
    }
  }
  const submit = (outgoing: ReturnType<typeof open>, conversationId: string, text: string) =>
    outgoing.submit({ conversationId, body: { text }, text, resolves: false })
  return { open, pass, submit, taken, keys, fates, stopped, kept }
}

test('a message is on the screen at once and waits there until the gateway has it', async () => {
  const { open, pass, submit, taken, fates } = openDevice()
  const outgoing = open()
  fates.push('lost', 'busy')
  submit(outgoing, 'cnv_ana', 'Halo')
  expect(outgoing.of('cnv_ana')).toMatchObject([{ text: 'Halo', state: 'sending' }])
  expect(outgoing.unsent()).toBe(1)
  await pass()
  expect(taken).toMatchObject([{ conversationId: 'cnv_ana', text: 'Halo' }])
  expect(outgoing.of('cnv_ana')).toEqual([])
})

test('every attempt at a message brings the same key', async () => {
  const { open, pass, submit, keys, fates, taken } = openDevice()
  fates.push('lost', 'unheard', 'busy')
  submit(open(), 'cnv_ana', 'Halo')
  await pass()
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(1)
  expect(taken).toHaveLength(1)
})

test('what was not sent goes out after a reload, under its old key', async () => {
  const { open, pass, submit, taken, keys } = openDevice()
  const before = open()
  before.pause()
  submit(before, 'cnv_ana', 'Satu')
  submit(before, 'cnv_ana', 'Dua')
  const written = before.of('cnv_ana').map(({ key }) => key)
  open()
  await pass()
  expect(taken.map(({ text }) => text)).toEqual(['Satu', 'Dua'])
  expect(keys).toEqual(written)
})

test('a message whose author had not seen what others did is held, and goes out when it is sent anyway', async () => {
  const { open, pass, submit, taken, fates, stopped } = openDevice()
  const outgoing = open()
  outgoing.saw('cnv_ana', 7)
  fates.push('news')
  submit(outgoing, 'cnv_ana', 'Sudah dikirim')
  await pass()
  const [held] = outgoing.of('cnv_ana')
  expect(held).toMatchObject({ state: 'held', news: [{ field: 'message', to: 'inbound' }] })
  expect(stopped).toEqual([held?.key])
  outgoing.sendAnyway(held?.key ?? '')
  await pass()
  expect(taken).toMatchObject([{ text: 'Sudah dikirim', seen: 900, key: held?.key }])
})

test('a refused message can be tried again or taken back, with its words', async () => {
  const { open, pass, submit, fates } = openDevice()
  const outgoing = open()
  fates.push('refused')
  submit(outgoing, 'cnv_ana', 'Halo')
  await pass()
  const [refused] = outgoing.of('cnv_ana')
  expect(refused).toMatchObject({ state: 'refused', code: 'outside_24h_window' })
  expect(outgoing.takeBack(refused?.key ?? '')).toMatchObject({ text: 'Halo' })
  expect(outgoing.of('cnv_ana')).toEqual([])
})

test('a device that keeps nothing sends all the same', async () => {
  const refusing = memoryStorage()
  refusing.setItem = () => {
    throw new Error('full')
  }
  const { open, pass, submit, taken } = openDevice(refusing)
  submit(open(), 'cnv_ana', 'Halo')
  await pass()
  expect(taken).toHaveLength(1)
})

test('whatever fails, each message reaches whom it was written to, once and in order', async () => {
  const fate = fc.constantFrom<Fate>('taken', 'unheard', 'lost', 'busy')
  const customers = fc.constantFrom('cnv_ana', 'cnv_budi', 'cnv_citra')
  await fc.assert(
    fc.asyncProperty(fc.array(customers, { maxLength: 30 }), fc.array(fate, { maxLength: 60 }), async (to, planned) => {
      const { open, pass, submit, taken, fates } = openDevice()
      fates.push(...planned)
      let outgoing = open()
      for (const [number, conversationId] of to.entries()) {
        submit(outgoing, conversationId, `${conversationId} ${number}`)
        if (number % 3 === 0) await settle()
        if (number === 20) {
          outgoing.pause()
          outgoing = open()
        }
      }
      await pass()
      const written = to.map((conversationId, number) => ({ conversationId, text: `${conversationId} ${number}` }))
      for (const customer of new Set(to)) {
        const ofCustomer = (one: { conversationId: string }) => one.conversationId === customer
        expect(taken.filter(ofCustomer).map(({ text }) => text)).toEqual(
          written.filter(ofCustomer).map(({ text }) => text),
        )
      }
    }),
    { numRuns: 100 },
  )
})

const about = (conversationId: string) => ({ conversationId, body: {}, text: '', resolves: false })
const UPLOAD = 'upl_00000000000000000000000001'

/** A file whose upload the test lets arrive. */
function fileOf(key = 'key_file_00001') {
  const upload = Promise.withResolvers<Upload>()
  const file = { kind: 'image', mime_type: 'image/png', filename: 'struk.png', size: 3 } as const
  const arrive = () => upload.resolve({ id: UPLOAD, object: 'upload', ...file })
  return { attachment: { key, file, finish: () => upload.promise }, arrive, tear: upload.reject }
}

test('a message waits for its upload, what follows it waits behind it, and other conversations do not', async () => {
  const { open, pass, submit, taken } = openDevice()
  const outgoing = open()
  const { attachment, arrive } = fileOf()
  outgoing.submit({ conversationId: 'cnv_ana', body: { text: 'Ini' }, text: 'Ini', resolves: false, attachment })
  submit(outgoing, 'cnv_ana', 'Sudah?')
  submit(outgoing, 'cnv_budi', 'Halo Budi')
  await pass()
  expect(taken.map(({ text }) => text)).toEqual(['Halo Budi'])
  expect(outgoing.of('cnv_ana')).toMatchObject([{ state: 'sending', file: { filename: 'struk.png' } }, {}])
  arrive()
  await pass()
  expect(taken.slice(1)).toMatchObject([
    { conversationId: 'cnv_ana', key: attachment.key, text: 'Ini', upload: UPLOAD },
    { conversationId: 'cnv_ana', text: 'Sudah?' },
  ])
})

test('after a reload a message whose file was uploaded goes out, one whose file was not says so', async () => {
  const { open, pass, taken, fates } = openDevice()
  const before = open()
  const [uploaded, lost] = [fileOf('key_file_00001'), fileOf('key_file_00002')]
  fates.push(...Array<Fate>(60).fill('lost'))
  before.submit({ ...about('cnv_ana'), attachment: uploaded.attachment })
  before.submit({ ...about('cnv_budi'), attachment: lost.attachment })
  uploaded.arrive()
  await pass()
  before.pause()
  fates.length = 0
  const after = open()
  await pass()
  expect(taken).toMatchObject([{ conversationId: 'cnv_ana', upload: UPLOAD }])
  expect(after.of('cnv_budi')).toMatchObject([{ state: 'refused', code: 'file_lost' }])
})

test('a message whose upload is torn tries it again, and one that its channel refuses stops', async () => {
  const { open, pass, stopped, taken } = openDevice()
  const outgoing = open()
  const torn = { ...fileOf().attachment, finish: () => tries.shift()?.() ?? Promise.reject(new Error('none left')) }
  const tries = [
    () => Promise.reject(new ApiError('network', 'torn')),
    () => Promise.reject(new ApiError('client', 'refused', { status: 415, code: 'unsupported_file' })),
  ]
  outgoing.submit({ conversationId: 'cnv_ana', body: {}, text: '', resolves: false, attachment: torn })
  await pass()
  expect(outgoing.of('cnv_ana')).toMatchObject([{ state: 'refused', code: 'unsupported_file' }])
  expect(stopped).toEqual([torn.key])
  expect(taken).toEqual([])
})

test('a file is shown where the gateway has it once it was uploaded, and not before', () => {
  const { file } = fileOf().attachment
  const waiting = { key: 'k', conversationId: 'cnv_ana', body: {}, text: '', at: 0, file, news: [], code: null }
  const message = { ...waiting, state: 'sending', resolves: false } as const
  expect(asMessage(message, null)).toMatchObject({ type: 'image', text: null })
  expect(asMessage(message, null).media).toBeUndefined()
  const uploaded = { ...message, body: { attachment: { upload: UPLOAD } } }
  expect(asMessage(uploaded, null).media).toMatchObject({ kind: 'image', href: `/v1/uploads/${UPLOAD}/content` })
})
