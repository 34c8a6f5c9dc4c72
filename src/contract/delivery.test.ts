import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { furtherDelivery } from './delivery.ts'
import { deliveryStates } from './message.ts'
import type { DeliveryState, Message } from './message.ts'

const state = fc.constantFrom(...deliveryStates)
const reports = fc.array(
  state.map((told) => ({ state: told, code: null })),
  { minLength: 1 },
)

type Told = { state: DeliveryState; code: null }

function afterAll(told: readonly Told[]): DeliveryState | undefined {
  return told.reduce<Message['delivery']>(furtherDelivery, null)?.state
}

test('in whatever order the reports come, the same mark is shown in the end', () => {
  const shuffledReports = reports.chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })),
  )
  fc.assert(
    fc.property(shuffledReports, ([told, shuffled]) => {
      expect(afterAll(shuffled)).toBe(afterAll(told))
    }),
  )
})

test.each([
  ['delivered', 'sent'],
  ['read', 'delivered'],
  ['sent', 'accepted'],
  ['failed', 'sent'],
  ['accepted', 'unknown'],
] as const)('what is %s does not become %s again', (known, late) => {
  expect(furtherDelivery({ state: known, code: null }, { state: late, code: null })?.state).toBe(known)
})

test('a message that was refused after it had been sent is shown as not delivered, with the reason', () => {
  expect(furtherDelivery({ state: 'sent', code: null }, { state: 'failed', code: '131047' })).toEqual({
    state: 'failed',
    code: '131047',
  })
})
