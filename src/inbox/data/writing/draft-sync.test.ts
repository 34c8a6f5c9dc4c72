import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { Draft } from '#contract/draft.ts'
import { saveDraftSchema } from '#contract/draft.ts'
import { draftEndpoints } from '#contract/endpoints/drafts.ts'
import type { Endpoint } from '#contract/endpoints/endpoint.ts'
import { ApiError } from '../api-error.ts'
import { createDraftSync } from './draft-sync.ts'
import { createDrafts } from './drafts.ts'
import type { Call, CallOptions } from '../http.ts'
import { createLocalItems } from '../local-items.ts'

const settle = async () => {
  for (let round = 0; round < 60; round += 1) await Promise.resolve()
}

type State = {
  isDown: boolean
  hangs: boolean
  loses: boolean
  /** What was read is answered when this has come. */
  answersLate: Promise<void> | null
  knows: (id: string) => boolean
  saves: number
}

/** A gateway that keeps Maya's drafts, and devices of hers. */
function openGateway() {
  const kept = new Map<string, string>()
  const requests: string[] = []
  const state: State = {
    isDown: false,
    hangs: false,
    answersLate: null,
    loses: false,
    knows: (_id: string) => true,
    saves: 0,
  }
  const call: Call = async <E extends Endpoint>(endpoint: Endpoint, options: CallOptions<E> = {}) => {
    if (state.isDown) throw new ApiError('network', 'down')
    const id = options.params?.['id'] ?? ''
    requests.push(endpoint.method)
    if (endpoint.path === draftEndpoints.listDrafts.path) {
      const data = [...kept].map(([conversation_id, text]): Draft => ({
        conversation_id,
        mode: 'reply',
        text,
        updated_at: '2026-11-20T10:00:00.000Z',
      }))
      await state.answersLate
      return z.parse<E['answer']>(endpoint.answer, { data, request_id: 'req_1' })
    }
    if (!state.knows(id)) throw new ApiError('client', 'gone', { status: 404, code: 'resource_not_found' })
    const { text, base } = z.parse(saveDraftSchema, options.body)
    const known = kept.get(id) ?? ''
    if (known !== base && known !== text) throw new ApiError('conflict', 'changed', { status: 412 })
    state.saves += 1
    if (text === '') kept.delete(id)
    else kept.set(id, text)
    if (state.loses) throw new ApiError('network', 'lost')
    if (state.hangs) await new Promise(() => undefined)
    return z.parse<E['answer']>(endpoint.answer, { data: { done: true }, request_id: 'req_1' })
  }

  function openDevice() {
    const timers: { run: () => void; ms: number }[] = []
    const drafts = createDrafts(createLocalItems(null, 'draft.'))
    const agreed = createDrafts(createLocalItems(null, 'agreed.'))
    const sync = createDraftSync({
      call,
      myId: 'agt_maya',
      shelves: [{ mode: 'reply', drafts, agreed }],
      setTimer(run, ms) {
        const timer = { run, ms }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), 1)
      },
    })
    sync.start()
    return {
      ...sync,
      drafts,
      type: (text: string, id = 'cnv_ana') => drafts.set(id, text),
      text: (id = 'cnv_ana') => drafts.get(id),
      waits: () => timers.map(({ ms }) => ms),
      async pass() {
        for (const { run } of timers.splice(0)) run()
        await settle()
      },
      async hear() {
        sync.heard([{ agent_id: 'agt_maya', mark: `${state.saves}` }])
        await settle()
      },
    }
  }
  return { kept, requests, state, openDevice }
}

test('what is written is at the gateway after three seconds, once for all keys of that time', async () => {
  const { kept, requests, openDevice } = openGateway()
  const phone = openDevice()
  for (const text of ['H', 'Ha', 'Hal', 'Halo']) phone.type(text)
  expect(phone.waits()).toEqual([3000])
  await phone.pass()
  expect(kept.get('cnv_ana')).toBe('Halo')
  expect(requests).toEqual(['PUT'])
})

test('who leaves does not wait, and what is sent is gone everywhere at once', async () => {
  const { kept, openDevice } = openGateway()
  const phone = openDevice()
  phone.type('Halo')
  phone.flush()
  await settle()
  expect(kept.get('cnv_ana')).toBe('Halo')
  phone.type('')
  await settle()
  expect(kept.size).toBe(0)
})

test('who leaves does not wait for an answer that is under way', async () => {
  const { kept, state, openDevice } = openGateway()
  const phone = openDevice()
  phone.type('Halo')
  state.hangs = true
  await phone.pass()
  phone.type('Halo Kak')
  phone.flush()
  await settle()
  expect(kept.get('cnv_ana')).toBe('Halo Kak')
})

test('another device shows the draft, and the words that are added to it', async () => {
  const { openDevice } = openGateway()
  const [phone, laptop] = [openDevice(), openDevice()]
  phone.type('Halo')
  await phone.pass()
  await laptop.hear()
  expect(laptop.text()).toBe('Halo')
  laptop.type('Halo Kak')
  await laptop.pass()
  await phone.hear()
  expect(phone.text()).toBe('Halo Kak')
})

test('news that is heard of while drafts are being read is read after them', async () => {
  const { state, openDevice } = openGateway()
  const [phone, laptop] = [openDevice(), openDevice()]
  phone.type('Halo')
  await phone.pass()
  const { promise, resolve } = Promise.withResolvers<void>()
  state.answersLate = promise
  await laptop.hear()
  phone.type('Halo Kak')
  await phone.pass()
  await laptop.hear()
  state.answersLate = null
  resolve()
  await settle()
  expect(laptop.text()).toBe('Halo Kak')
})

test('a draft that was sent on one device is not found on the other', async () => {
  const { openDevice } = openGateway()
  const [phone, laptop] = [openDevice(), openDevice()]
  phone.type('Halo')
  await phone.pass()
  await laptop.hear()
  laptop.type('')
  await settle()
  await phone.hear()
  expect(phone.text()).toBe('')
})

test('while the gateway is down nothing is lost, and it has the draft when it is back', async () => {
  const { kept, state, openDevice } = openGateway()
  const phone = openDevice()
  state.isDown = true
  phone.type('Halo')
  await phone.pass()
  expect(phone.waits()).toEqual([15_000])
  state.isDown = false
  await phone.pass()
  expect(kept.get('cnv_ana')).toBe('Halo')
})

test('what was sent meanwhile does not come back as a draft when the answer to its saving was lost', async () => {
  const { kept, state, openDevice } = openGateway()
  const phone = openDevice()
  state.loses = true
  phone.type('Halo')
  await phone.pass()
  state.loses = false
  phone.type('')
  await phone.hear()
  await phone.pass()
  expect([phone.text(), kept.size]).toEqual(['', 0])
})

test('news that could not be read when it was heard of is read later', async () => {
  const { state, openDevice } = openGateway()
  const [phone, laptop] = [openDevice(), openDevice()]
  phone.type('Halo')
  await phone.pass()
  state.isDown = true
  await laptop.hear()
  state.isDown = false
  await laptop.pass()
  expect(laptop.text()).toBe('Halo')
})

test('a draft of a conversation that is gone stays on its device and is not tried for ever', async () => {
  const { requests, state, openDevice } = openGateway()
  const phone = openDevice()
  state.knows = () => false
  phone.type('Halo')
  await phone.pass()
  phone.type('Halo lagi', 'cnv_budi')
  await phone.pass()
  phone.flush()
  await settle()
  expect(requests).toHaveLength(2)
  expect(phone.text()).toBe('Halo')
})

test('an echo of what this device saved itself changes nothing, while the agent goes on writing', async () => {
  const { openDevice } = openGateway()
  const phone = openDevice()
  phone.type('Hal')
  await phone.pass()
  phone.type('Halo')
  await phone.hear()
  expect(phone.text()).toBe('Halo')
})

test('however two devices write, save and hear, both end with the same words and nobody’s last words are lost', async () => {
  const step = fc.record({
    device: fc.nat({ max: 1 }),
    act: fc.constantFrom(
      'type' as const,
      'pass' as const,
      'hear' as const,
      'leave' as const,
      'down' as const,
      'up' as const,
    ),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { state, openDevice } = openGateway()
      const devices = [openDevice(), openDevice()] as const
      let words = 0
      const last = ['', '']
      for (const { device: which, act } of steps) {
        const device = devices[which === 0 ? 0 : 1]
        if (act === 'type') {
          words += 1
          last[which] = `w${words}.`
          device.type(`${device.text()}w${words}.`)
        } else if (act === 'pass') await device.pass()
        else if (act === 'hear') await device.hear()
        else if (act === 'leave') device.flush()
        else state.isDown = act === 'down'
      }
      state.isDown = false
      for (let round = 0; round < 4; round += 1) {
        for (const device of devices) {
          await device.pass()
          await device.hear()
        }
      }
      const [phone, laptop] = devices
      expect(phone.text()).toBe(laptop.text())
      for (const word of last) expect(phone.text()).toContain(word)
    }),
  )
})
