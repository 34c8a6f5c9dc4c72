import type { Sending } from '../sending.ts'
import type { Client } from './client.ts'
import { conversationPath, readReceipt, toSendBody } from './send.ts'
import { createUpload } from './upload.ts'

/** Messages to customers. No key makes a repetition safe, so what stays without an answer is looked for in the conversation. */
export function createSending(client: Client, now: () => number): Sending {
  return {
    keyLifeMs: null,
    upload: createUpload(client),
    async send(message, _key, signal) {
      return readReceipt(
        await client.post([...conversationPath(message), 'messages'], toSendBody(message, now()), signal),
      )
    },
  }
}
