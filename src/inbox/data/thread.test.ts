import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { makeMessage } from '#mocks/builders/message.ts'
import { conversationQueries } from './conversations.ts'
import { createCall } from './http.ts'
import { createThreads, mergeNewest } from './thread.ts'

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

/** A thread over a gateway that gives this newest page. */
function threadOver(newest: ReturnType<typeof page>) {
  const fetch = vi.fn<() => Promise<Response>>().mockImplementation(async () => Response.json(newest))
  const call = createCall({ fetch, clientId: 'tab_1', timeoutMs: 1000, onSignedOut: () => undefined })
  const queryClient = new QueryClient()
  const options = conversationQueries.messages('cnv_000001')
  const threads = createThreads({ queryClient, call, setTimer: () => () => undefined })
  const read = () => queryClient.getQueryData(options.queryKey)?.pages.map(({ data }) => data)
  return { fetch, queryClient, options, threads, read }
}

test('a thread that had news while nobody looked keeps what was read, and is made current when it is opened', async () => {
  const [old, fresh] = [makeMessage(), makeMessage()]
  const { fetch, queryClient, options, threads, read } = threadOver(page([fresh, old], false))
  queryClient.setQueryData(options.queryKey, { pages: [page([old], false)], pageParams: [null] })
  threads.refresh('cnv_000001')
  expect(fetch).not.toHaveBeenCalled()
  const observer = new InfiniteQueryObserver(queryClient, options)
  observer.subscribe(() => undefined)()
  await vi.waitFor(() => expect(read()).toEqual([[fresh, old]]))
  observer.subscribe(() => undefined)()
  expect(fetch).toHaveBeenCalledTimes(1)
  queryClient.clear()
})

test('what was sent while older messages were on their way is not lost when they come', async () => {
  const [older, old, sent] = [makeMessage(), makeMessage(), makeMessage({ direction: 'outbound', key: 'key-1' })]
  const { queryClient, options, threads, read } = threadOver(page([], false))
  queryClient.setQueryData(options.queryKey, { pages: [page([old], true)], pageParams: [null] })
  const answer = Promise.withResolvers<ReturnType<typeof page>>()
  const observer = new InfiniteQueryObserver(queryClient, { ...options, queryFn: () => answer.promise })
  const close = observer.subscribe(() => undefined)
  const loading = observer.fetchNextPage()
  threads.take(sent)
  expect(read()).toEqual([[sent, old]])
  answer.resolve(page([older], false))
  await loading
  await vi.waitFor(() => expect(read()).toEqual([[sent, old], [older]]))
  close()
  queryClient.clear()
})
