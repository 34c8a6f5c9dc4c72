import { expect, test } from 'vitest'
import { createLocalItems } from '../local-items.ts'
import { memoryStorage } from '../storage.harness.ts'
import { createStartDrafts, typedInto } from './start-draft.ts'

function makeDevice({ isFull = false } = {}) {
  const kept = memoryStorage()
  if (isFull) {
    kept.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  }
  let made = 0
  const newKey = () => {
    made += 1
    return `key_${made}`
  }
  return { kept, openTab: () => createStartDrafts(createLocalItems(kept, ''), newKey) }
}

const draft = {
  sender: null,
  number: '0812',
  template: 'promo id',
  filled: [{ template: 'promo id', values: ['Budi'] }],
}
const body = { connection: 'con_1', to: '+6281299998888', template: { name: 'promo', language: 'id', variables: [] } }

test('what is written is there when it is opened again, in another tab too', () => {
  const { openTab } = makeDevice()
  openTab().set(draft)
  expect(openTab().get()).toEqual(draft)
})

test('the same submitted again, in whichever tab, has the same key; anything else has another', () => {
  const { openTab } = makeDevice()
  const [one, two] = [openTab(), openTab()]
  one.set(draft)
  const key = one.keyFor(body)
  expect(two.keyFor(body)).toBe(key)
  one.set({ ...draft, number: '08129' })
  expect(one.keyFor(body)).toBe(key)
  expect(two.keyFor({ ...body, to: '+6281299997777' })).not.toBe(key)
})

test('once the gateway has answered, draft and key are gone', () => {
  const { kept, openTab } = makeDevice()
  const tab = openTab()
  tab.set(draft)
  const key = tab.keyFor(body)
  tab.clear()
  expect(kept).toHaveLength(0)
  expect(tab.get().number).toBe('')
  expect(tab.keyFor(body)).not.toBe(key)
})

test('a device that keeps nothing still repeats a key in this page', () => {
  const tab = makeDevice({ isFull: true }).openTab()
  tab.set(draft)
  expect(tab.keyFor(body)).toBe(tab.keyFor(body))
  expect(tab.get()).toEqual(draft)
})

test('what another version kept, or nobody can read, counts as nothing', () => {
  const { kept, openTab } = makeDevice()
  for (const value of ['{', '3', '{"number":7}']) {
    kept.setItem('draft', value)
    expect(openTab().get().number).toBe('')
  }
})

test('what was typed into a template is offered as long as the template has as many variables', () => {
  expect(typedInto(draft, 'promo id', 1)).toEqual(['Budi'])
  expect(typedInto(draft, 'promo id', 2)).toBeUndefined()
  expect(typedInto(draft, 'promo en', 1)).toBeUndefined()
})
