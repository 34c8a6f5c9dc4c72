import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeDraft } from './merge-draft.ts'

const text = fc.string({ maxLength: 8 })

test('whoever changed nothing takes the other’s words, also that there are none any more', () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      expect(mergeDraft({ local: base, base, remote: other })).toBe(other)
      expect(mergeDraft({ local: other, base, remote: base })).toBe(other)
    }),
  )
})

test('when both wrote, the words of both are there', () => {
  fc.assert(
    fc.property(text, text, text, (local, base, remote) => {
      fc.pre(local !== base && remote !== base)
      const merged = mergeDraft({ local, base, remote })
      expect(merged).toContain(local)
      expect(merged).toContain(remote)
    }),
  )
})

test('once both agree there is nothing left to merge', () => {
  fc.assert(
    fc.property(text, text, text, (local, base, remote) => {
      const merged = mergeDraft({ local, base, remote })
      expect(mergeDraft({ local: merged, base: remote, remote })).toBe(merged)
      expect(mergeDraft({ local: merged, base: merged, remote: merged })).toBe(merged)
    }),
  )
})
