import type { AddressInfo } from 'node:net'

import { createAdaptorServer } from '@hono/node-server'

type Simulator = { fetch: (request: Request) => Promise<Response> }
export type Served = { url: string; close: () => Promise<void> }

/**
 * Puts a simulator on a loopback port. A fetch that rejects becomes a torn connection, which no response could be.
 * @param port 0 for any free one
 */
export async function serve({ fetch }: Simulator, port: number): Promise<Served> {
  const server = createAdaptorServer({
    fetch: async (request, { outgoing }) => {
      try {
        return await fetch(request)
      } catch {
        outgoing.destroy()
        return new Response(null)
      }
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const closed = new Promise<void>((resolve) => void server.once('close', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    close: () => {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      return closed
    },
  }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.')
  return address.port
}
