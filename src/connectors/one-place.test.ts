import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { vendorKinds } from './registry.ts'

const own = new RegExp(
  `/(connectors|simulators)/(registry\\.ts|(${vendorKinds.map(({ vendor }) => vendor).join('|')})/)`,
)

/** What all vendors share; tests and their builders say which vendor they are about. */
const shared = globSync('src/**/*.{ts,tsx}', { cwd: `${import.meta.dirname}/../..` }).filter(
  (file) => !own.test(file) && !/\.test\.tsx?$|\/(testing|laws|mocks)\//.test(file),
)

// Kirim.chat's API is the one that ours follows, one account of it can be named by the environment, and `kirim` is a word of Indonesian.
test.each(vendorKinds.filter(({ vendor }) => vendor !== 'kirim'))(
  '$name is named in its own folders and the two registries, and nowhere else',
  ({ vendor, name }) => {
    expect(shared.length).toBeGreaterThan(500)
    const naming = shared.filter((file) => {
      const text = readFileSync(`${import.meta.dirname}/../../${file}`, 'utf8').toLowerCase()
      return [vendor, name].some((word) => text.includes(word.toLowerCase()))
    })
    expect(naming).toEqual([])
  },
)
