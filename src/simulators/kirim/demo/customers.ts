import { listConversations, type ConversationView, type Status } from '../conversations.ts'
import type { Random } from '../ids.ts'
import { receiveMessage, type CustomerMessage } from '../inbound.ts'
import { listAccounts } from '../organisation.ts'
import type { Vendor } from '../vendor.ts'
import { systemTimer, type Timer } from '../worker.ts'
import { englishDialogues } from './dialogues-en.ts'
import { indonesianDialogues } from './dialogues-id.ts'
import { englishFollowUps, indonesianFollowUps } from './follow-ups.ts'
import { chooseSlots, fill } from './goods.ts'
import { inventPerson } from './person.ts'
import { chance, pick } from './random.ts'

export type CustomersOptions = {
  /** Milliseconds between two messages, on average. */
  everyMs?: number
  random?: Random
  timer?: Timer
}

/** Customers keep writing until the returned function is called. */
export function startCustomers(vendor: Vendor, options: CustomersOptions = {}): () => void {
  const { everyMs = 5000, random = vendor.random, timer = systemTimer } = options
  let cancel: (() => void) | null = null
  const next = (): void => {
    // Arrivals without memory come in bursts, as in a real shop; the cap keeps a demo from falling silent.
    const wait = Math.min(4 * everyMs, -Math.log(1 - random()) * everyMs)
    cancel = timer(() => {
      receiveMessage(vendor, nextMessage(vendor, random))
      next()
    }, wait)
  }
  next()
  return () => cancel?.()
}

/** What some customer writes next: mostly on an open conversation, at times on a resolved one or as a newcomer. */
function nextMessage(vendor: Vendor, random: Random): CustomerMessage {
  const draw = random()
  const chosen =
    draw < 0.8 ? someone(vendor, random, 'open', 60) : draw < 0.88 ? someone(vendor, random, 'resolved', 300) : null
  return chosen ? followUp(random, chosen) : newcomer(vendor, random)
}

function someone(vendor: Vendor, random: Random, status: Status, among: number): ConversationView | null {
  const rows = listConversations(vendor, { status }, null, among)
  return rows.length === 0 ? null : pick(random, rows)
}

function followUp(random: Random, { id, contact }: ConversationView): CustomerMessage {
  const local = contact.phoneNumber?.startsWith('+62') ?? true
  const lines = local ? indonesianFollowUps : englishFollowUps
  const text = fill(pick(random, lines), chooseSlots(random, contact.name ?? '', ''))
  return { conversation_id: id, text }
}

function newcomer(vendor: Vendor, random: Random): CustomerMessage {
  const { phoneNumber, name, language } = inventPerson(random)
  const dialogues = language === 'en' ? englishDialogues : indonesianDialogues
  const opening = pick(random, dialogues).find((line) => !line.includes('[')) ?? '< Halo'
  const text = fill(opening.slice(2), chooseSlots(random, name ?? '', ''))
  const accounts = listAccounts(vendor.store).map((account) => account.phoneNumber)
  const to = chance(random, 0.7) ? accounts[0] : accounts[1]
  return { text, name, ...(phoneNumber === null ? {} : { from: phoneNumber }), ...(to === undefined ? {} : { to }) }
}
