import { expect, test } from 'vitest'
import { createToasts } from './toasts.ts'

const message = { key: 'done.resolved', values: {} }

test('a toast with the same key takes the place of the older one', () => {
  const toasts = createToasts()
  toasts.push({ kind: 'done', key: 'act', message })
  const second = toasts.push({ kind: 'done', key: 'act', message })
  expect(toasts.list().map(({ id }) => id)).toEqual([second])
})

test('only the newest few are on the screen', () => {
  const toasts = createToasts()
  const ids = Array.from({ length: 6 }, () => toasts.push({ kind: 'info', message }))
  expect(toasts.list().map(({ id }) => id)).toEqual(ids.slice(2))
})

test('the same sentence is announced again', () => {
  const toasts = createToasts()
  toasts.announce(message)
  const first = toasts.announcement()
  toasts.announce(message)
  expect(toasts.announcement()?.id).not.toBe(first?.id)
})
