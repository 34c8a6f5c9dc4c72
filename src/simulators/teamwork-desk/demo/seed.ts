import type { Random } from '../../kit/ids.ts'
import { between, chance, pick, seededRandom } from '../../kit/random.ts'
import { chooseSlots, fill } from '../../people/goods.ts'
import { inventPerson, type Person } from '../../people/person.ts'
import { insertChat, insertChatMessage } from '../chats.ts'
import { insertCustomer } from '../customers.ts'
import { insertMessage } from '../messages.ts'
import { keyOwnerId, listInboxes, listTags, listUsers, statusId } from '../organisation.ts'
import { insertTicket } from '../tickets.ts'
import type { Vendor } from '../vendor.ts'
import { previewOf } from '../write.ts'
import { writeDialogue, type Turn } from './dialogues.ts'
import { agentBody, mailBody, subjectFor } from './mail.ts'
import { planTicket, type Plan } from './plan.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** After this long, what is done goes to the archive. */
const archivedAfter = 120 * day
const chatShare = 0.15

type Known = { person: Person; customerId: number; contactId: number }
type Cast = { agents: number[]; known: Known[] }
type Said = Turn & { atMs: number }

/** Fills an empty store with tickets and chats that end near now; one seed gives one site. */
export function seedDemo(vendor: Vendor, { conversations, seed = 7 }: { conversations: number; seed?: number }): void {
  if (vendor.store.get('select 1 from tickets limit 1')) return
  const random = seededRandom(seed)
  const seeded = { ...vendor, random }
  const agents = listUsers(vendor.store).flatMap(({ id }) => (id === keyOwnerId ? [] : [id]))
  const cast: Cast = { agents, known: [] }
  const chats = Math.round(conversations * chatShare)
  const tickets = conversations - chats
  vendor.store.transaction(() => {
    for (let index = 0; index < tickets; index += 1) seedTicket(seeded, cast, planTicket(random, index, tickets))
    for (let index = 0; index < chats; index += 1) seedChat(seeded, cast, index)
  })
}

function seedTicket(vendor: Vendor, cast: Cast, plan: Plan): void {
  const { random, store } = vendor
  const { person, customerId, contactId } = meet(vendor, cast)
  const agentId = chance(random, plan.code === 'active' ? 0.55 : 0.9) ? pick(random, cast.agents) : null
  const writer = agentId ?? pick(random, cast.agents)
  const slots = chooseSlots(random, firstNameOf(person), '')
  const endMs = Math.floor(vendor.clock.now() - plan.ageMs)
  const said = timed(random, cut(writeDialogue(random, person.language, slots), plan.lastWord), endMs)
  const isDone = plan.code === 'solved' || plan.code === 'closed'
  const ticket = insertTicket(vendor, {
    subject: fill(subjectFor(random, person.language), slots),
    preview: previewOf(said.at(-1)?.text ?? ''),
    isRead: plan.lastWord === 'agent' || isDone,
    agentId,
    customerId,
    contactId,
    inboxId: pick(random, listInboxes(store)).id,
    statusId: statusId(store, plan.code),
    archived: isDone && plan.ageMs > archivedAfter,
    createdMs: said[0]?.atMs ?? endMs,
    // Any edit moves it, so that it is often later than the last message.
    updatedMs: Math.min(
      vendor.clock.now(),
      endMs + (chance(random, 0.3) ? Math.floor(between(random, 0, 40 * minute)) : 0),
    ),
  })
  let before: string | null = null
  for (const { from, text, atMs } of said) {
    const html: string = from === 'customer' ? mailBody(random, text, before) : agentBody(text)
    before = html
    const author =
      from === 'customer' ? ({ type: 'customers', id: customerId } as const) : { type: 'users' as const, id: writer }
    insertMessage(vendor, { ticketId: ticket.id, threadType: 'message', html, author, createdMs: atMs })
  }
  decorate(vendor, ticket.id, writer, said[0]?.atMs ?? endMs)
}

/** What stands between the mails: a colleague's note, the vendor's own lines, tags. */
function decorate(vendor: Vendor, ticketId: number, writer: number, beganMs: number): void {
  const { random, store } = vendor
  const author = { type: 'users', id: writer } as const
  const add = (threadType: string, html: string, afterMs: number): void =>
    void insertMessage(vendor, { ticketId, threadType, html, author, createdMs: beganMs + afterMs })
  if (chance(random, 0.2)) add('note', '<p>Customer has ordered before, <b>please be generous</b>.</p>', 20_000)
  if (chance(random, 0.15)) add('eventInfo', 'Ticket was assigned', 25_000)
  if (chance(random, 0.03)) add('forward', '<p>Could the warehouse look at this?</p>', 30_000)
  if (chance(random, 0.25))
    store.insert('ticket_tags', { ticket_id: ticketId, tag_id: pick(random, listTags(store)).id })
}

function seedChat(vendor: Vendor, cast: Cast, index: number): void {
  const { random } = vendor
  const { person, contactId } = meet(vendor, cast)
  const agentId = pick(random, cast.agents)
  const slots = chooseSlots(random, firstNameOf(person), '')
  const lastWord = chance(random, 0.6) ? 'customer' : 'agent'
  const endMs = Math.floor(vendor.clock.now() - minute - 40 * day * (index === 0 ? 0 : random() ** 2))
  const said = timed(random, cut(writeDialogue(random, person.language, slots), lastWord), endMs)
  const isDeleted = chance(random, 0.05)
  const chat = insertChat(vendor, {
    contactId,
    state: isDeleted ? 'deleted' : 'active',
    deletedMs: isDeleted ? endMs : null,
    ticketId: chance(random, 0.3) ? 1 + Math.floor(random() * 20) : null,
    userIds: chance(random, 0.8) ? [agentId] : [],
    createdMs: said[0]?.atMs ?? endMs,
    updatedMs: endMs,
  })
  for (const { from, text, atMs } of said) {
    const who = from === 'customer' ? { contactId, userId: null } : { contactId: null, userId: agentId }
    insertChatMessage(vendor, { chatId: chat.id, ...who, text, createdMs: atMs })
  }
}

function meet(vendor: Vendor, cast: Cast): Known {
  const { random } = vendor
  if (cast.known.length > 20 && chance(random, 0.1)) return pick(random, cast.known)
  const person = inventPerson(random)
  const [firstName = null, ...rest] = person.name?.split(' ') ?? []
  const { customer, contact } = insertCustomer(vendor, {
    firstName,
    lastName: rest.length === 0 ? null : rest.join(' '),
    email: person.email ?? `guest${Math.floor(random() * 1e8)}@mail.example`,
    phone: chance(random, 0.3) ? person.phoneNumber : null,
    createdMs: Math.floor(vendor.clock.now() - between(random, 210 * day, 500 * day)),
  })
  const known = { person, customerId: customer.id, contactId: contact.id }
  cast.known.push(known)
  return known
}

function cut(turns: Turn[], lastWord: Plan['lastWord']): Turn[] {
  const ends = turns.flatMap(({ from }, index) => (from === lastWord ? [index + 1] : []))
  return turns.slice(0, ends.at(-1) ?? turns.length)
}

function timed(random: Random, turns: Turn[], endMs: number): Said[] {
  let atMs = endMs
  const backwards = turns.toReversed().map(({ from, text }) => {
    const said = { from, text, atMs }
    atMs -= Math.floor(between(random, minute, 300 * minute))
    return said
  })
  return backwards.toReversed()
}

function firstNameOf({ name, language }: Person): string {
  const [first = ''] = (name ?? '').split(' ')
  return /^\p{L}{2,14}$/u.test(first) ? first : language === 'en' ? 'there' : ''
}
