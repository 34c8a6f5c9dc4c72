import { expect, test } from 'vitest'
import { makeMessage } from '#mocks/builders/message.ts'
import { mergeNewest } from './thread.ts'

const page = (data: ReturnType<typeof makeMessage>[], has_more: boolean) => ({
  data,
  has_more,
  next_cursor: has_more ? 'next' : null,
  request_id: 'req_1',
})

test('new messages go on top and known ones take their new state', () => {
  const sent = makeMessage({ direction: 'outbound', delivery: { state: 'sent', code: null } })
  const older = makeMessage()
  const read = { ...sent, delivery: { state: 'read' as const, code: null } }
  const fresh = makeMessage()
  const merged = mergeNewest(
    { pages: [page([sent], true), page([older], false)], pageParams: [null, 'next'] },
    page([fresh, read], true),
  )
  expect(merged?.pages.map(({ data }) => data)).toEqual([[fresh, read], [older]])
})

test('a newest page that does not reach what is known means that some are missing', () => {
  const pages = { pages: [page([makeMessage()], true)], pageParams: [null] }
  expect(mergeNewest(pages, page([makeMessage()], true))).toBeNull()
})

test('the first message of an empty thread is simply there', () => {
  const fresh = makeMessage()
  expect(mergeNewest({ pages: [page([], false)], pageParams: [null] }, page([fresh], false))?.pages[0]?.data).toEqual([
    fresh,
  ])
})
