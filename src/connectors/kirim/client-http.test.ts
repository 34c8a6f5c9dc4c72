import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { API_KEY, configWith } from './stand-ins.ts'

// The laws that depend on how Node's own fetch behaves, over real connections.

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return `http://127.0.0.1:${address.port}`
}

const ask = (baseUrl: string, timeoutMs = '2000') => {
  return createClient(configWith({ baseUrl, fetch, options: { timeoutMs } })).get(['me'])
}

test('a redirect to another host fails, and that host never sees a request', async () => {
  let strangers = 0
  const elsewhere = await serve((_, response) => {
    strangers += 1
    response.end('{}')
  })
  const vendor = await serve((_, response) => response.writeHead(307, { Location: `${elsewhere}/me` }).end())
  await expect(ask(vendor)).rejects.toMatchObject({ kind: 'unreachable', code: 'redirected', status: 307 })
  expect(strangers).toBe(0)
})

test('an answer that begins and then stalls is a timeout', async () => {
  const vendor = await serve((_, response) => response.writeHead(200).write('{"data":'))
  await expect(ask(vendor, '50')).rejects.toMatchObject({ kind: 'unreachable', code: 'timeout' })
})

test('a connection that breaks off is unreachable, and no part of the error holds the key', async () => {
  const vendor = await serve((request) => request.socket.destroy())
  const error: unknown = await ask(vendor).catch((error: unknown) => error)
  expect(error).toMatchObject({ kind: 'unreachable', code: 'network' })
  const told = []
  for (let at = error; at instanceof Error; at = at.cause) told.push(at.message, at.stack)
  expect(told.length).toBeGreaterThan(2)
  expect(told.join('\n')).not.toContain(API_KEY)
})

test('a port where nobody listens is unreachable', async () => {
  const vendor = await serve(() => undefined)
  servers.pop()?.close()
  await expect(ask(vendor)).rejects.toMatchObject({ kind: 'unreachable', code: 'network' })
})
