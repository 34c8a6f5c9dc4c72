import { randomUUID } from 'node:crypto'
import { ConnectorError } from '../connector-error.ts'
import type { Subscribing, WebhookSubscription } from '../webhooks.ts'
import { first } from '../kit/text.ts'
import type { Client } from './client.ts'
import { readItem, readPage, unreadable } from './envelope.ts'
import { madeSubscriptionWire, subscriptionWire } from './wire.ts'

const PATH = ['webhook_subscriptions']
/** All that generation A announces. */
const EVENTS = [
  'message.received',
  'message.status',
  'conversation.assigned',
  'conversation.closed',
  'contact.created',
  'contact.updated',
]
/** Shown to whoever looks at the subscription in the vendor's own settings. */
const DESCRIPTION = 'Sigap'
/** More than any organisation has, and an end all the same. */
const MOST_PAGES = 20

/** Webhook subscriptions of the organisation, whichever of its numbers they tell of. */
export function createSubscribing(client: Client): Subscribing {
  return {
    async list(signal) {
      const found: WebhookSubscription[] = []
      let cursor: string | null | undefined
      for (let page = 0; page < MOST_PAGES && cursor !== null; page += 1) {
        const { data, nextCursor } = readPage(await client.get(PATH, { limit: 100, cursor }, signal))
        // One that was left out might be ours, and would be made again and again.
        found.push(...data.map(read))
        cursor = nextCursor
      }
      return found
    },

    async create({ address }, signal) {
      const body = { url: address, events: EVENTS, description: DESCRIPTION }
      const made = madeSubscriptionWire.safeParse(readItem(await client.post(PATH, body, randomUUID(), signal)))
      if (!made.success) throw unreadable()
      return { id: made.data.id, secret: made.data.initial_secret }
    },

    async mend(id, address, signal) {
      await client.patch([...PATH, id], { url: address, events: EVENTS, status: 'active' }, signal)
    },

    async remove(id, signal) {
      await client.remove([...PATH, id], signal).catch((error: unknown) => {
        // With the vendor's own code the row is gone; without it the route is missing.
        if (!(error instanceof ConnectorError && error.code === 'resource_not_found')) throw error
      })
    },
  }
}

function read(raw: unknown): WebhookSubscription {
  const row = subscriptionWire.safeParse(raw).data
  if (row === undefined) throw unreadable()
  const { id, url, status, events } = row
  const isActive = (first(status) ?? 'active') === 'active'
  return { id, address: url, isWhole: isActive && EVENTS.every((event) => events?.includes(event) ?? true) }
}
