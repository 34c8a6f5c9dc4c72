import type { Sending } from '../sending.ts'
import type { Client } from './client.ts'
import { readPage } from './envelope.ts'
import { readReceipt, toSendBody } from './send.ts'
import { readTemplate } from './template.ts'

/** The vendor keeps a key for 24 hours (its page on idempotency); less than that, as clocks differ and requests take their time. */
const KEY_LIFE_MS = 23 * 60 * 60 * 1000
/** An account may have 250 templates, so this is plenty and an end all the same. */
const MOST_TEMPLATE_PAGES = 10

/** Messages to customers. `style` is which generation's body the vendor takes. */
export function createSending(client: Client, style: 'root' | 'phone'): Sending {
  return {
    keyLifeMs: KEY_LIFE_MS,

    async send(message, key, signal) {
      return readReceipt(await client.post(['messages'], toSendBody(message, style), key, signal))
    },

    async readDelivery(id, signal) {
      return readReceipt(await client.get(['messages', id], {}, signal)).delivery
    },

    async listTemplates(signal) {
      const templates = []
      let cursor: string | undefined
      for (let pages = 0; pages < MOST_TEMPLATE_PAGES; pages += 1) {
        const page = readPage(await client.get(['templates'], { status: 'approved', limit: 100, cursor }, signal))
        templates.push(...page.data.flatMap((raw) => readTemplate(raw) ?? []))
        if (page.nextCursor === null) break
        cursor = page.nextCursor
      }
      return templates
    },
  }
}
