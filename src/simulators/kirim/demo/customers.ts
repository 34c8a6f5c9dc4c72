import { keepArriving, type CustomersOptions } from '../../people/arrivals.ts'
import { listConversations, type ConversationView, type Status } from '../conversations.ts'
import type { Random } from '../../kit/ids.ts'
import { receiveMessage, type CustomerMessage } from '../inbound.ts'
import { listAccounts } from '../organisation.ts'
import type { Vendor } from '../vendor.ts'
import { systemTimer } from '../../kit/worker.ts'
import { startAnswering } from './answering.ts'
import { writeOn, type Stage } from './customer.ts'
import { createErrands } from '../../kit/errands.ts'
import { chooseSlots, fill } from '../../people/goods.ts'
import { followUps } from '../../people/lines.ts'
import { inventPerson } from '../../people/person.ts'
import { chance, pick } from '../../kit/random.ts'
import { dialogues } from './script.ts'

/** Customers keep writing, and answer what the shop writes to them, until the returned function is called. */
export function startCustomers(vendor: Vendor, options: CustomersOptions = {}): () => void {
  const { everyMs = 5000, random = vendor.random, timer = systemTimer } = options
  const stage: Stage = { vendor, random, errands: createErrands(timer) }
  keepArriving(stage, everyMs, () => someoneWrites(stage))
  const stopAnswering = startAnswering(stage)
  return () => {
    stopAnswering()
    stage.errands.drop()
  }
}

/** Mostly on an open conversation, at times on a resolved one or as a newcomer. */
function someoneWrites(stage: Stage): void {
  const { vendor, random } = stage
  const draw = random()
  const chosen =
    draw < 0.8 ? someone(vendor, random, 'open', 60) : draw < 0.88 ? someone(vendor, random, 'resolved', 300) : null
  if (chosen) writeOn(stage, chosen.id, followUps)
  else receiveMessage(vendor, newcomer(vendor, random))
}

function someone(vendor: Vendor, random: Random, status: Status, among: number): ConversationView | null {
  const rows = listConversations(vendor, { status }, null, among)
  return rows.length === 0 ? null : pick(random, rows)
}

function newcomer(vendor: Vendor, random: Random): CustomerMessage {
  const { phoneNumber, name, language } = inventPerson(random)
  const opening = pick(random, dialogues[language]).find((line) => !line.includes('[')) ?? '< Halo'
  const text = fill(opening.slice(2), chooseSlots(random, name ?? '', ''))
  const accounts = listAccounts(vendor.store).map((account) => account.phoneNumber)
  const to = chance(random, 0.7) ? accounts[0] : accounts[1]
  return { text, name, ...(phoneNumber === null ? {} : { from: phoneNumber }), ...(to === undefined ? {} : { to }) }
}
