import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'

/** How long requests that are under way may take to end before their connections are cut, in milliseconds. */
const LAST_REQUESTS_MS = 2000
const LOOK_AGAIN_MS = 20
/** A large file over a slow line takes longer than the five minutes that Node gives a request. */
const WHOLE_REQUEST_MS = 60 * 60 * 1000

export type Listening = {
  port: number
  /** Takes no more requests; resolves when the last one is answered or cut off. */
  close(): Promise<void>
}

/** Accepts requests by the time it resolves; port 0 lets the system choose one. Rejects with a sentence that says what to do. */
export async function listen(
  fetch: (request: Request, env: unknown) => Response | Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const answer = getRequestListener(fetch)
  const server = createServer(
    { requestTimeout: WHOLE_REQUEST_MS },
    (incoming, outgoing) => void answer(incoming, outgoing),
  )
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new Error(reasonOf(error, host, port), { cause: error })
  }
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      const deadline = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS)
      // A connection that is kept alive ends when its last answer is out, not when its client thinks so.
      const idle = setInterval(() => server.closeIdleConnections(), LOOK_AGAIN_MS)
      await closed
      clearTimeout(deadline)
      clearInterval(idle)
    },
  }
}

/** The socket's remote address of a request that came in by `listen`; null for one that was made in this process. */
export function remoteAddress(env: unknown): string | null {
  return isFromSocket(env) ? (env.incoming.socket.remoteAddress ?? null) : null
}

function isFromSocket(env: unknown): env is HttpBindings {
  return typeof env === 'object' && env !== null && 'incoming' in env
}

function reasonOf(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program. Stop that one, or set PORT to another number.`
    case 'EACCES':
      return `Port ${port} is reserved for the system. Set PORT to a number from 1024 on.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine. Set HOST to one that is, or leave it out.`
    default:
      return `Sigap cannot listen on ${host}, port ${port}: ${String(error)}`
  }
}
