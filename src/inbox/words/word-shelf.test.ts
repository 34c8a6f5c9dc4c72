import { expect, test } from 'vitest'
import type { Catalogue, Locale } from './locale.ts'
import { createWordShelf } from './word-shelf.ts'

/** A shelf whose catalogues arrive when the test says so. */
function shelf() {
  const asked: { name: string; arrive: () => void; fail: () => void }[] = []
  const load = (locale: Locale, isWhole: boolean) =>
    new Promise<Catalogue>((resolve, reject) => {
      const name = `${locale}${isWhole ? ' whole' : ''}`
      const words = { common: { name } }
      asked.push({ name, arrive: () => resolve(words), fail: () => reject(new Error('gone')) })
    })
  const made = createWordShelf(load)
  return {
    ...made,
    asked,
    last: () => asked.at(-1),
    words: () => made.get().words['common']?.['name'],
  }
}

test('a language is spoken when its words are here', async () => {
  const { speak, last, words } = shelf()
  const spoken = speak('id')
  expect(words()).toBeUndefined()
  last()?.arrive()
  await spoken
  expect(words()).toBe('id')
})

test('words that are here, or on their way, are not asked for again', async () => {
  const { speak, complete, asked, last } = shelf()
  const whole = [complete(), complete(), speak('en')]
  last()?.arrive()
  await Promise.all(whole)
  await complete()
  expect(asked.map(({ name }) => name)).toEqual(['en whole'])
})

test('whoever waits for all words has those of the language that was chosen meanwhile', async () => {
  const { speak, complete, asked, words } = shelf()
  const whole = complete()
  const other = speak('id')
  asked[1]?.arrive()
  asked[0]?.arrive()
  await Promise.all([whole, other])
  expect(words()).toBe('id whole')
})

test('the last language stays while another is on its way, however they arrive', async () => {
  const { speak, asked, words } = shelf()
  const first = speak('id')
  const second = speak('en')
  asked[1]?.arrive()
  await second
  asked[0]?.arrive()
  await first
  expect(words()).toBe('en')
})

test('words that did not come can be asked for again', async () => {
  const { complete, last, words } = shelf()
  const lost = complete()
  last()?.fail()
  await expect(lost).rejects.toThrow('gone')
  const again = complete()
  last()?.arrive()
  await again
  expect(words()).toBe('en whole')
})
