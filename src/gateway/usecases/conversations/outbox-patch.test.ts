import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { feedbacks, guardedFields, owedFields, statuses } from '#contract/conversation.ts'
import type { OutboxPatch } from '#gateway/storage/outbox.ts'
import {
  couldBeUndoneBy,
  emptyPatch,
  fieldsOf,
  isGuarded,
  mergePatches,
  rememberAttempt,
  triedValues,
  vendorValue,
  withoutFields,
} from './outbox-patch.ts'

const user = fc.constantFrom('u1', 'u2', null)
const status = fc.constantFrom(...statuses)
const assignee = fc.record({ agentId: fc.constantFrom('agt_1', 'agt_2', null), vendorUserId: user })
const tried = fc.record({ status: fc.uniqueArray(status), assignee: fc.uniqueArray(user) })
const patches: fc.Arbitrary<OutboxPatch> = fc.record(
  {
    status,
    assignee,
    starred: fc.boolean(),
    read: fc.constantFrom('read' as const, 'unread' as const),
    feedback: fc.constantFrom(...feedbacks),
    tried,
  },
  { requiredKeys: ['tried'] },
)

test('of two merged patches the newer value of each field counts, and no attempt is forgotten', () => {
  fc.assert(
    fc.property(patches, patches, (older, newer) => {
      const merged = mergePatches(older, newer)
      for (const field of owedFields) {
        const from = fieldsOf(newer).includes(field) ? newer : older
        expect(vendorValue(merged, field)).toBe(vendorValue(from, field))
      }
      for (const field of guardedFields) {
        const all = [...triedValues(older, field), ...triedValues(newer, field)]
        expect(new Set(triedValues(merged, field))).toEqual(new Set(all))
      }
    }),
  )
})

test('merging is associative, and the empty patch changes nothing', () => {
  fc.assert(
    fc.property(patches, patches, patches, (a, b, c) => {
      expect(mergePatches(mergePatches(a, b), c)).toEqual(mergePatches(a, mergePatches(b, c)))
      expect(mergePatches(a, emptyPatch)).toEqual(a)
      expect(mergePatches(emptyPatch, a)).toEqual(a)
    }),
  )
})

test('a field that is taken out is owed no more, the others are, and its attempts stay known', () => {
  fc.assert(
    fc.property(patches, fc.subarray([...owedFields]), (patch, fields) => {
      const rest = withoutFields(patch, fields)
      expect(fieldsOf(rest)).toEqual(fieldsOf(patch).filter((field) => !fields.includes(field)))
      expect(rest.tried).toEqual(patch.tried)
    }),
  )
})

test('an attempt is remembered by the values it carried, once', () => {
  fc.assert(
    fc.property(patches, (patch) => {
      const once = rememberAttempt(patch)
      for (const field of fieldsOf(patch).filter(isGuarded))
        expect(triedValues(once, field)).toContain(vendorValue(patch, field))
      expect(rememberAttempt(once)).toEqual(once)
      expect(fieldsOf(once)).toEqual(fieldsOf(patch))
    }),
  )
})

test('sending the same again cannot be undone by what was sent; anything else can', () => {
  fc.assert(
    fc.property(patches, patches, (before, now) => {
      const { tried } = rememberAttempt({ ...before, tried: emptyPatch.tried })
      const differs = fieldsOf(now)
        .filter(isGuarded)
        .some((field) => fieldsOf(before).includes(field) && vendorValue(before, field) !== vendorValue(now, field))
      expect(couldBeUndoneBy(now, tried)).toBe(differs)
    }),
  )
})
