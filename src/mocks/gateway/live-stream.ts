import { HttpResponse } from 'msw'
import type { LiveEvent } from '#contract/live-event.ts'
import type { GatewayModel } from '../builders/gateway-model.ts'

/** The live connection, in the hands of a test. */
export type LiveStream = {
  /** Opens a stream that begins with everything after `since`. */
  open: (since: number) => Response
  send: (event: LiveEvent) => void
  /** Ends every stream, as a gateway that restarts does; while `on` is false nobody gets a new one. */
  cut: () => void
  allow: (on: boolean) => void
  isAllowed: () => boolean
}

export function createLiveStream(model: GatewayModel): LiveStream {
  const encoder = new TextEncoder()
  const clients = new Set<ReadableStreamDefaultController<Uint8Array>>()
  let allowed = true
  const lineOf = (event: LiveEvent) => {
    const id = 'seq' in event ? `id: ${event.seq}\n` : ''
    return encoder.encode(`${id}data: ${JSON.stringify(event)}\n\n`)
  }
  return {
    open(since) {
      let client: ReadableStreamDefaultController<Uint8Array> | null = null
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          client = controller
          clients.add(controller)
          controller.enqueue(lineOf({ type: 'hello', as_of: model.asOf() }))
          for (const event of model.events()) if (event.seq > since) controller.enqueue(lineOf(event))
        },
        cancel() {
          if (client !== null) clients.delete(client)
        },
      })
      return new HttpResponse(stream, { headers: { 'content-type': 'text/event-stream' } })
    },
    send(event) {
      for (const client of clients) client.enqueue(lineOf(event))
    },
    cut() {
      for (const client of clients) client.close()
      clients.clear()
    },
    allow(on) {
      allowed = on
    },
    isAllowed: () => allowed,
  }
}
