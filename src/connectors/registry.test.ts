import { expect, test } from 'vitest'
import { hasWindow } from '#contract/window.ts'
import { vendorKinds } from './registry.ts'

const channelsOf = (kind: (typeof vendorKinds)[number]) =>
  Object.entries(
    kind.create({
      vendor: kind.vendor,
      baseUrl: 'https://vendor.test',
      apiKey: 'key',
      webhookSecrets: [],
      fetch: () => Promise.reject(new Error('making a connector calls nobody')),
      now: Date.now,
      options: {},
    }).channels,
  )

test.each(vendorKinds)('$name knows a window on just the channels that have one everywhere', (kind) => {
  const windowed = channelsOf(kind).filter(([, { sends }]) => sends?.hasWindow === true)
  expect(windowed.map(([channel]) => channel)).toEqual(
    channelsOf(kind).flatMap(([channel, { sends }]) => (sends !== null && hasWindow(channel) ? [channel] : [])),
  )
})

test.each(vendorKinds)('what connecting $name takes is said in both languages', ({ fields, webhooks }) => {
  const words = [...fields.flatMap(({ label, help }) => [label, help]), ...(webhooks === null ? [] : [webhooks.help])]
  for (const { en, id } of words) expect([en, id].every((text) => text.trim() !== '') && en !== id).toBe(true)
})
