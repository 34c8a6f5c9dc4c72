import { plainToken, type Random } from '../../kit/ids.ts'
import { between, chance, pick, seededRandom } from '../../kit/random.ts'
import { inventPerson, type Person } from '../../people/person.ts'
import { insertContact, type Contact } from '../contacts.ts'
import { findConversation, insertConversation, saveConversation } from '../conversations.ts'
import { pictureUrl } from '../files.ts'
import { listUsers, type User } from '../location.ts'
import { conversationType, internalComment } from '../message-types.ts'
import { recordMessage } from '../record.ts'
import type { Vendor } from '../vendor.ts'
import { asHtml, subjects } from './e-mail.ts'
import { planConversation, type Plan } from './plan.ts'
import { writeScript, type Turn } from './script.ts'

const minute = 60_000
const day = 24 * 60 * minute
// Beyond this many, a conversation has only its last message: the list is then what is looked at.
const fullHistories = 20_000

const tags = ['reseller', 'vip', 'komplain', 'prospek', 'grosir', 'bali']
const comments = [
  'Sudah saya telepon, minta dihubungi lagi besok pagi.',
  'Pelanggan lama, tolong prioritaskan ya.',
  'Barangnya masih di gudang Denpasar, saya cek lagi sore ini.',
  'Refund sudah disetujui Bu Dewi.',
]
const activities: readonly (readonly [string, string])[] = [
  ['TYPE_ACTIVITY_CONTACT', 'Contact owner changed'],
  ['TYPE_ACTIVITY_OPPORTUNITY', 'Opportunity moved to Negotiation'],
  ['TYPE_ACTIVITY_APPOINTMENT', 'Appointment booked: fitting, Saturday 10:00'],
  ['TYPE_ACTIVITY_INVOICE', 'Invoice sent'],
  ['TYPE_ACTIVITY_PAYMENT', 'Payment received'],
]

/** Fills an empty store with conversations that end near now; one seed gives one location. */
export function seedDemo(
  vendor: Vendor,
  { conversations: count, seed = 11 }: { conversations: number; seed?: number },
): void {
  if (vendor.store.get('select 1 from conversations limit 1')) return
  const random = seededRandom(seed)
  const users = listUsers(vendor.store)
  const seeded = { ...vendor, random }
  vendor.store.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      seedConversation(seeded, users, planConversation(random, index, count), index < fullHistories)
    }
  })
}

function seedConversation(vendor: Vendor, users: User[], plan: Plan, full: boolean): void {
  const { random } = vendor
  const person = personFor(random, plan)
  const owner = chance(random, plan.ending === 'waiting' ? 0.55 : 0.85) ? pick(random, users) : null
  const endMs = Math.floor(vendor.clock.now() - plan.ageMs)
  const turns = writeScript(random, person, plan, (owner ?? pick(random, users)).firstName)
  const startMs = endMs - turns.slice(1).reduce((ms, { gapMs }) => ms + Math.floor(gapMs), 0)
  const contact = meet(vendor, person, owner, startMs)
  const assignedTo = contact.assignedTo
  const type = conversationType(plan.channel)
  const { id } = insertConversation(vendor, { contactId: contact.id, type, assignedTo, addedMs: startMs })
  const unread = plan.ending === 'waiting' ? turns.length - 1 - turns.findLastIndex(isOurs) : 0
  tell(vendor, id, plan, { turns: full ? turns : turns.slice(-1), startMs: full ? startMs : endMs, users })
  const told = findConversation(vendor, id)
  if (told) saveConversation(vendor, { ...told, unread, starred: chance(random, 0.04) })
}

function isOurs({ direction }: Turn): boolean {
  return direction === 'outbound'
}

type Story = { turns: Turn[]; startMs: number; users: User[] }

function tell(vendor: Vendor, id: string, plan: Plan, { turns, startMs, users }: Story): void {
  const { random } = vendor
  const subject = pick(random, subjects)
  let atMs = startMs
  const record = (said: { type: string; direction: Turn['direction']; body: string }, more: object = {}): void =>
    void recordMessage(vendor, { id }, { ...said, createdMs: atMs, silent: true, ...more })

  turns.forEach(({ direction, text, hasPicture, gapMs }, index) => {
    if (index > 0) atMs += Math.floor(gapMs)
    const ours = direction === 'outbound'
    const status = ours ? pick(random, ['sent', 'delivered', 'read']) : 'delivered'
    const email =
      plan.channel === 'TYPE_EMAIL' ? { html: asHtml(text, direction), ...(index === 0 ? { subject } : {}) } : {}
    const author = ours ? { source: 'app', userId: pick(random, users).id } : {}
    const files = hasPicture ? { attachments: [pictureUrl(plainToken(12, random))] } : {}
    record({ type: plan.channel, direction, body: text }, { status, ...author, ...email, ...files })
    if (index === 0 && chance(random, 0.2)) activity()
    if (index < turns.length - 1 && chance(random, 0.05)) comment()
  })
  // Now and then the last thing that happened is no message.
  if (plan.ending !== 'waiting' && chance(random, 0.08)) activity()

  function activity(): void {
    const [type, body] = pick(random, activities)
    atMs += 1000
    record({ type, direction: 'outbound', body })
  }
  function comment(): void {
    atMs += 1000
    const author = { source: 'app', userId: pick(random, users).id }
    record({ type: internalComment, direction: 'outbound', body: pick(random, comments) }, author)
  }
}

/** Somebody of whom is known what the channel needs, and often not more. */
function personFor(random: Random, { channel }: Plan): Person {
  for (;;) {
    const person = inventPerson(random)
    if (channel === 'TYPE_EMAIL' && person.email === null) continue
    if ((channel === 'TYPE_SMS' || channel === 'TYPE_WHATSAPP') && person.phoneNumber === null) continue
    const social = channel !== 'TYPE_EMAIL' && channel !== 'TYPE_SMS' && channel !== 'TYPE_WHATSAPP'
    return social && chance(random, 0.6) ? { ...person, phoneNumber: null, email: null } : person
  }
}

function meet(vendor: Vendor, person: Person, owner: User | null, startMs: number): Contact {
  const { random } = vendor
  return insertContact(vendor, {
    name: person.name,
    email: person.email,
    phone: person.phoneNumber,
    company: chance(random, 0.06) ? 'CV Sumber Rejeki' : null,
    assignedTo: owner?.id ?? null,
    tags: chance(random, 0.25) ? [pick(random, tags)] : [],
    addedMs: startMs - Math.floor(between(random, 0, 30 * day)),
  })
}
