import { HttpResponse } from 'msw'
import type { Endpoint } from '#contract/endpoints/endpoint.ts'
import type { ErrorCode } from '#contract/error.ts'
import { refuse } from './answers.ts'

type Fault = { code: ErrorCode | 'network'; times: number }

/** What goes wrong on demand, by endpoint. */
export type Faults = {
  /** The next `times` calls fail. */
  fail: (endpoint: Endpoint, code: ErrorCode | 'network', times?: number) => void
  /** Calls wait until the answered function is called. */
  hold: (endpoint: Endpoint) => () => void
  intercept: (asked: { request: Request }) => Promise<Response | undefined>
}

const keyOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`

export function createFaults(): Faults {
  const faults = new Map<string, Fault>()
  const held = new Map<string, Promise<void>>()

  function find(request: Request): string | undefined {
    const { pathname } = new URL(request.url)
    const keys = [...new Set([...faults.keys(), ...held.keys()])]
    return keys.find((key) => {
      const [method, path = ''] = key.split(' ')
      const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
      return method === request.method && pattern.test(pathname)
    })
  }

  return {
    fail: (endpoint, code, times = 1) => faults.set(keyOf(endpoint), { code, times }),
    hold(endpoint) {
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(keyOf(endpoint), promise)
      return () => {
        held.delete(keyOf(endpoint))
        resolve()
      }
    },
    async intercept({ request }) {
      const key = find(request)
      if (key === undefined) return undefined
      await held.get(key)
      const fault = faults.get(key)
      if (fault === undefined) return undefined
      if (fault.times <= 1) faults.delete(key)
      else fault.times -= 1
      return fault.code === 'network' ? HttpResponse.error() : refuse(fault.code)
    },
  }
}
