import type { Sending } from '../connector.ts'
import type { Client } from './client.ts'
import { pathOf, readReceipt, toSendBody } from './send.ts'

/** Messages to customers. No key makes a repetition safe, so what stays without an answer is looked for in the conversation. */
export function createSending(client: Client, now: () => number): Sending {
  return {
    keyLifeMs: null,
    async send(message, _key, signal) {
      return readReceipt(await client.post(pathOf(message), toSendBody(message, now()), signal))
    },
  }
}
