import { ConnectorError } from '../connector-error.ts'
import type { Subscribing, WebhookSubscription } from '../webhooks.ts'
import type { Client } from './client.ts'
import { readItem, readPage, unreadable } from './envelope.ts'
import { endpointWire, refWire } from './wire.ts'

const NAME = 'webhookendpoints'
const LARGEST_PAGE = 100
/** More than any site has, and an end all the same. */
const MOST_PAGES = 20

/** Endpoints that the site sends its webhooks to. The token that signs them is ours to choose, and it is told to nobody again. */
export function createSubscribing(client: Client): Subscribing {
  return {
    async list(signal) {
      const found: WebhookSubscription[] = []
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const answer = await client.get([NAME], { page, pageSize: LARGEST_PAGE }, signal)
        const { rows, hasMore } = readPage(answer, NAME)
        // One that was left out might be ours, and would be made again and again.
        found.push(...rows.map(read))
        if (!hasMore) break
      }
      return found
    },

    async create({ address, secret }, signal) {
      const body = { webhookendpoint: { ...whole(address), token: secret }, included: nothingSingledOut }
      const made = refWire.safeParse(readItem(await client.post([NAME], body, signal), 'webhookendpoint').row)
      if (!made.success) throw unreadable()
      return { id: String(made.data.id), secret }
    },

    async mend(id, address, signal) {
      await client.patch([NAME, id], { webhookendpoint: whole(address), included: nothingSingledOut }, signal)
    },

    async remove(id, signal) {
      await client.remove([NAME, id], signal).catch((error: unknown) => {
        if (!(error instanceof ConnectorError && error.kind === 'not_found')) throw error
      })
    },
  }
}

function whole(address: string) {
  return { url: address, allInboxes: true, allEvents: true, contentType: 'application/json', state: 'active' }
}

/** Lists of events and inboxes, which `allEvents` and `allInboxes` override; the vendor's sample has them all the same. */
const nothingSingledOut = { webhookendpointevents: [], webhookendpointinboxes: [] }

function read(raw: unknown): WebhookSubscription {
  const row = endpointWire.safeParse(raw).data
  if (row === undefined) throw unreadable()
  const { id, url, state, allEvents, allInboxes } = row
  const isActive = (state ?? 'active') === 'active'
  return { id: String(id), address: url, isWhole: isActive && allEvents !== false && allInboxes !== false }
}
