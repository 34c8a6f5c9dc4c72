import { chance, pick, seededRandom } from '../../kit/random.ts'
import { inventPerson, type Person } from '../../people/person.ts'
import { findContactByPhone, insertContact } from '../contacts.ts'
import { insertConversation } from '../conversations.ts'
import { insertMessage } from '../messages.ts'
import { listIds, listMembers, type Member } from '../organisation.ts'
import type { Vendor } from '../vendor.ts'
import { planConversation, type Plan } from './plan.ts'
import { writeScript, type TimedTurn } from './script.ts'

const day = 24 * 60 * 60_000

type Cast = { members: Member[]; lists: string[]; tags: string[] }

/** Fills an empty store with conversations that end near now; one seed gives one organisation. */
export function seedDemo(
  vendor: Vendor,
  { conversations: count, seed = 11 }: { conversations: number; seed?: number },
): void {
  if (vendor.store.get('select 1 from conversations limit 1')) return
  const { store } = vendor
  const seeded = { ...vendor, random: seededRandom(seed) }
  const cast = { members: listMembers(store), lists: listIds(store, 'contact_lists'), tags: listIds(store, 'tags') }
  store.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      seedConversation(seeded, cast, planConversation(seeded.random, index, count))
    }
  })
}

function seedConversation(vendor: Vendor, { members, lists, tags }: Cast, plan: Plan): void {
  const { random, store } = vendor
  const person = inventPerson(random)
  const member = chance(random, plan.status === 'Active' ? 0.6 : 0.9) ? pick(random, members) : null
  const script = writeScript(random, person, plan, (member ?? pick(random, members)).name.split(' ')[0] ?? '')
  const endMs = Math.floor(vendor.clock.now() - plan.ageMs)
  const times = timesOf(script, endMs)
  const contactId = meet(vendor, person, (times[0] ?? endMs) - Math.floor(random() * 200 * day))
  const { id } = insertConversation(vendor, {
    contactId,
    status: plan.status,
    initiatedBy: chance(random, 0.05) ? 'Campaign' : 'Contact',
    lastMessageMs: times.at(-1) ?? null,
    createdMs: times[0] ?? endMs,
  })
  const answered = script.findLastIndex(({ turn: { direction } }) => direction === 'OutBound')
  for (const [index, { turn }] of script.entries()) {
    const { direction, type, data } = turn
    const isNews = direction === 'InBound' && plan.ending === 'waiting' && index > answered
    const status = isNews ? 'Sent' : direction === 'OutBound' && chance(random, 0.1) ? 'Delivered' : 'Read'
    const said = { conversationId: id, direction, type, data, status, createdMs: times[index] ?? endMs }
    insertMessage(vendor, said)
  }
  if (member) store.run(`insert into assignments values (?, ?, 'Assigned', 1)`, id, member.id)
  if (chance(random, 0.1)) store.run('insert or ignore into list_members values (?, ?)', contactId, pick(random, lists))
  if (chance(random, 0.12)) store.run('insert into conversation_tags values (?, ?)', id, pick(random, tags))
}

/** This vendor keeps no contact without number and name: its number stands for a name that is not known. */
function meet(vendor: Vendor, { phoneNumber, name }: Person, createdMs: number): string {
  const phone = (phoneNumber ?? `+62899${Math.floor(1e7 + vendor.random() * 9e7)}`).slice(1)
  const known = findContactByPhone(vendor, phone)
  return (known ?? insertContact(vendor, { phone, name: name ?? phone, createdMs })).id
}

function timesOf(script: TimedTurn[], endMs: number): number[] {
  let atMs = endMs
  const backwards = script.toReversed().map(({ gapMs }) => {
    const at = atMs
    atMs -= Math.floor(gapMs)
    return at
  })
  return backwards.toReversed()
}
