import { expect, test } from 'vitest'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Access } from '#contract/endpoints/endpoint.ts'
import { createTestGateway, errorOf, ORIGIN } from '#gateway/testing/test-gateway.ts'

const named = Object.entries(endpoints).map(([name, { method, path, access }]) => ({ name, method, path, access }))
const open = Object.entries(openRoutes).map(([name, { method, path, access }]) => ({ name, method, path, access }))
const everything = [...named, ...open]
const addressOf = (path: string) => path.replaceAll(/\{\w+\}/g, 'some')

/** A path that nobody serves is answered with 404 or 405; where a path has a place for an id, a 404 may be of the thing. */
function isServed(status: number, path: string): boolean {
  return status !== 405 && (status !== 404 || path.includes('{'))
}

test.each(everything)('$name is served: $method $path', async ({ method, path }) => {
  // What only the demo has is served there.
  const { maya } = await createTestGateway({ demo: path.startsWith('/v1/demo/') })
  const response = await maya(method, addressOf(path), method === 'GET' ? {} : { body: {} })
  expect(response.headers.get('X-Request-Id')).toMatch(/^req_/)
  expect(isServed(response.status, path)).toBe(true)
})

const AT_THE_DOOR = /^(authentication_required|permission_denied|invalid_api_key)$/
const doors: Record<Exclude<Access, 'public'>, { nobody: unknown; program: unknown; rina: unknown }> = {
  agent_or_key: { nobody: [401, 'authentication_required'], program: 'let in', rina: 'let in' },
  agent: { nobody: [401, 'authentication_required'], program: [403, 'permission_denied'], rina: 'let in' },
  admin: {
    nobody: [401, 'authentication_required'],
    program: [403, 'permission_denied'],
    rina: [403, 'permission_denied'],
  },
  owner: {
    nobody: [401, 'authentication_required'],
    program: [403, 'permission_denied'],
    rina: [403, 'permission_denied'],
  },
}

test.each(everything.filter(({ access }) => access !== 'public'))(
  '$name lets in whom the table says ($access), and nobody else',
  async ({ method, path, access }) => {
    if (access === 'public') throw new Error('Left out above.')
    const gateway = await createTestGateway()
    const outcome = async (who: 'nobody' | 'program' | 'rina') => {
      const response = await gateway[who](method, addressOf(path), method === 'GET' ? {} : { body: {} })
      if (![401, 403].includes(response.status)) return 'let in'
      const { status, code } = await errorOf(response)
      return [status, code]
    }
    expect({ nobody: await outcome('nobody'), program: await outcome('program'), rina: await outcome('rina') }).toEqual(
      doors[access],
    )
  },
)

test.each(everything.filter(({ access }) => access === 'public'))(
  '$name asks nobody who they are',
  async ({ method, path }) => {
    const { nobody } = await createTestGateway()
    const headers = { Origin: ORIGIN, 'X-Sigap-Request': '1' }
    const response = await nobody(method, addressOf(path), method === 'GET' ? {} : { body: {}, headers })
    expect(response.ok ? '' : (await errorOf(response)).code).not.toMatch(AT_THE_DOOR)
  },
)

test.each(everything)('an address takes its own methods only: $method $path', async ({ path }) => {
  const { maya } = await createTestGateway()
  const response = await maya('OPTIONS', addressOf(path))
  expect(await errorOf(response)).toEqual({ status: 405, code: 'method_not_allowed' })
  const methods = everything.filter((other) => other.path === path).map(({ method }) => method)
  expect(response.headers.get('Allow')?.split(', ')).toEqual(expect.arrayContaining(methods))
})

test('a key that is wrong, cut short or not a key at all is told as that', async () => {
  const { nobody, key } = await createTestGateway()
  for (const value of [key.slice(0, -1), `${key.slice(0, -1)}!`, 'x', '', 'sgp_live_'.padEnd(41, '0')]) {
    const response = await nobody('GET', '/v1/conversations', { headers: { Authorization: `Bearer ${value}` } })
    expect(await errorOf(response)).toEqual({ status: 401, code: 'invalid_api_key' })
  }
})
