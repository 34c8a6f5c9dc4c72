import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inRounds } from './in-rounds.ts'

test('rounds never overlap, and whoever asks is answered by a round that began after asking', async () => {
  const plan = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(plan, fc.nat({ max: 5 }), async (gaps, length) => {
      let clock = 0
      let running = 0
      const begun: number[] = []
      const ask = inRounds(async () => {
        expect((running += 1)).toBe(1)
        begun.push((clock += 1))
        for (let step = 0; step < length; step += 1) await Promise.resolve()
        running -= 1
      })
      const answers: Promise<void>[] = []
      for (const gap of gaps) {
        const askedAt = (clock += 1)
        answers.push(ask().then(() => expect(Math.max(...begun)).toBeGreaterThan(askedAt)))
        for (let step = 0; step < gap; step += 1) await Promise.resolve()
      }
      await Promise.all(answers)
    }),
  )
})

test('a round that fails fails whoever waited for it, and the next one begins all the same', async () => {
  let rounds = 0
  const ask = inRounds(async () => {
    rounds += 1
    await Promise.resolve()
    if (rounds === 1) throw new Error('The first one.')
  })
  const [first, second] = await Promise.allSettled([ask(), ask()])
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  await ask()
  expect(rounds).toBe(3)
})
