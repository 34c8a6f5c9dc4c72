import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './data/api-error.ts'

const MOST_TRIES = 2

/** The cache of what was read. A refusal is an answer and is not asked for again; a missing answer is, twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < MOST_TRIES && error instanceof ApiError && ['network', 'timeout', 'server'].includes(error.kind),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
