import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterInbound,
  afterMarkingUnread,
  afterReading,
  afterVendorCount,
  unreadAsTheVendorCounts,
} from './read-state.ts'
import type { ReadState } from './read-state.ts'

/** One conversation as it is in truth, and as it is held here. Times are the places of the messages in it. */
type World = {
  written: number
  readAtVendor: number
  readHere: number
  isMarked: boolean
  known: number
  held: ReadState
}

const fresh = (): World => ({
  written: 0,
  readAtVendor: 0,
  readHere: 0,
  isMarked: false,
  known: 0,
  held: unreadAsTheVendorCounts(0),
})

const row = ({ held, known }: World) => ({ ...held, last_inbound_ms: known === 0 ? null : known })

function poll(world: World): World {
  const { written, readAtVendor, held } = world
  return {
    ...world,
    known: written,
    held: afterVendorCount(held, written - readAtVendor, written === 0 ? null : written),
  }
}

const happenings = {
  message: (world: World): World => ({ ...world, written: world.written + 1 }),
  announced: (world: World): World => ({
    ...world,
    written: world.written + 1,
    known: world.written + 1,
    held: afterInbound(world.held),
  }),
  'read at the vendor': (world: World): World => ({ ...world, readAtVendor: world.written }),
  read: (world: World): World => ({
    ...world,
    // Nothing to read is no reading: what is not known yet stays to be read.
    readHere: world.held.unread_count === 0 ? world.readHere : world.known,
    isMarked: false,
    held: afterReading(row(world)),
  }),
  'mark unread': (world: World): World => ({ ...world, isMarked: true, held: afterMarkingUnread(world.held) }),
  poll,
}
const names = Object.keys(happenings).filter((name): name is keyof typeof happenings => name in happenings)
const days = fc.array(fc.constantFrom(...names), { maxLength: 40 })

/** Messages that neither anybody here nor anybody at the vendor has read. */
const unreadIn = (world: World) => world.written - Math.max(world.readHere, world.readAtVendor)

test('where the vendor is asked after every happening, the count is exact, and a mark shows one at least', () => {
  fc.assert(
    fc.property(days, (day) => {
      let world = fresh()
      for (const name of day) {
        world = poll(happenings[name](world))
        expect(world.held.unread_count).toBe(Math.max(world.isMarked ? 1 : 0, unreadIn(world)))
      }
    }),
  )
})

test('whatever was missed in between, a conversation shows unread where it is unread, and never more than the vendor counts', () => {
  fc.assert(
    fc.property(days, (day) => {
      const world = poll(day.reduce((before, name) => happenings[name](before), fresh()))
      expect(world.held.unread_count > 0).toBe(world.isMarked || unreadIn(world) > 0)
      expect(world.held.unread_count).toBeLessThanOrEqual(Math.max(1, world.written - world.readAtVendor))
    }),
  )
})

test('reading, marking and asking the vendor say the same when they are said twice', () => {
  fc.assert(
    fc.property(days, fc.constantFrom('read', 'mark unread', 'poll'), (day, name) => {
      const once = happenings[name](day.reduce((before, each) => happenings[each](before), fresh()))
      expect(happenings[name](once).held).toEqual(once.held)
    }),
  )
})

test('after three were read, the vendor’s fourth is the first', () => {
  const three = unreadAsTheVendorCounts(3)
  const read = afterReading({ ...three, last_inbound_ms: 30 })
  expect(afterVendorCount(read, 3, 30).unread_count).toBe(0)
  expect(afterVendorCount(read, 4, 40).unread_count).toBe(1)
})

test('a message that a webhook brought and somebody read is not counted again by the vendor', () => {
  const announced = afterInbound(unreadAsTheVendorCounts(3))
  expect(announced.unread_count).toBe(4)
  const read = afterReading({ ...announced, last_inbound_ms: 40 })
  expect(afterVendorCount(read, 4, 40).unread_count).toBe(0)
  expect(afterVendorCount(read, 5, 50).unread_count).toBe(1)
})

test('an answer that empties the vendor’s count leaves the mark of whoever wants to come back', () => {
  const marked = afterMarkingUnread(afterReading({ ...unreadAsTheVendorCounts(2), last_inbound_ms: 20 }))
  const answered = afterVendorCount(marked, 0, 20)
  expect(answered.unread_count).toBe(1)
  expect(afterReading({ ...answered, last_inbound_ms: 20 }).unread_count).toBe(0)
})

test('the first message after a mark takes its place in the count', () => {
  const marked = afterMarkingUnread(unreadAsTheVendorCounts(0))
  const one = afterInbound(marked)
  expect([marked.unread_count, one.unread_count]).toEqual([1, 1])
  expect(afterVendorCount(one, 1, 20).unread_count).toBe(1)
  expect(afterVendorCount(one, 2, 30).unread_count).toBe(2)
})
