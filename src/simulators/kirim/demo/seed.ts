import { insertContact } from '../contacts.ts'
import { insertConversation } from '../conversations.ts'
import type { Random } from '../../kit/ids.ts'
import { insertMessage } from '../messages.ts'
import type { Direction } from '../message-row.ts'
import { listAccounts, listUsers, type Account, type User } from '../organisation.ts'
import { outsideWindow } from '../send.ts'
import type { Vendor } from '../vendor.ts'
import { inventPerson, type Person } from '../../people/person.ts'
import { planConversation, type Plan } from './plan.ts'
import { between, chance, pick, seededRandom } from '../../kit/random.ts'
import { writeScript, type TimedTurn } from './script.ts'
import { contentOf } from './turn.ts'

const minute = 60_000
const day = 24 * 60 * minute

// Beyond this many, a conversation has only its last message: the list is then what is looked at.
const fullHistories = 20_000

/** Fills an empty store with conversations that end near now; one seed gives one organisation. */
export function seedDemo(
  vendor: Vendor,
  { conversations: count, seed = 7 }: { conversations: number; seed?: number },
): void {
  if (vendor.store.get('select 1 from conversations limit 1')) return
  const random = seededRandom(seed)
  const cast: Cast = { users: listUsers(vendor.store), accounts: listAccounts(vendor.store), known: [] }
  const seeded = { ...vendor, random }
  vendor.store.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const plan = planConversation(random, index, count)
      seedConversation(seeded, cast, plan, index < fullHistories)
    }
  })
}

type Known = { person: Person; contactId: string; account: string }
type Cast = { users: User[]; accounts: Account[]; known: Known[] }
type Said = { turn: TimedTurn; atMs: number }

function seedConversation(vendor: Vendor, cast: Cast, plan: Plan, full: boolean): void {
  const { random } = vendor
  const again = plan.status === 'resolved' && cast.known.length > 0 && chance(random, 0.06)
  const { person, contactId, account } = again ? pick(random, cast.known) : meet(vendor, cast)
  const user = chance(random, plan.status === 'open' ? 0.6 : 0.88) ? pick(random, cast.users) : null
  const agent = (user ?? pick(random, cast.users)).name?.split(' ')[0] ?? ''

  const endMs = Math.floor(vendor.clock.now() - plan.ageMs)
  const said = atTimes(writeScript(random, person, plan, agent), endMs)
  const { id } = insertConversation(vendor, {
    contactId,
    account,
    status: plan.status,
    assigneeId: plan.ending === 'empty' ? null : (user?.id ?? null),
    unreadCount: plan.ending === 'waiting' ? trailingInbound(said) : 0,
    lastMessageMs: said.at(-1)?.atMs ?? null,
    lastInboundMs: said.findLast(({ turn }) => turn.direction === 'inbound')?.atMs ?? null,
    createdMs: said[0]?.atMs ?? endMs,
    updatedMs: Math.min(vendor.clock.now(), endMs + Math.floor(between(random, 0, 20 * minute))),
  })
  const shown = full ? said : said.slice(-1)
  const last = new Map<Direction, string>()
  for (const { turn, atMs: createdMs } of shown) {
    const { direction, type } = turn
    const content = contentOf(turn, last.get(direction === 'inbound' ? 'outbound' : 'inbound')) ?? {}
    const late = plan.ending === 'late' && turn === said.at(-1)?.turn
    const fate = late ? { status: 'failed', error: outsideWindow } : { status: statusOf(random, direction, plan) }
    const message = insertMessage(vendor, { conversationId: id, direction, type, content, createdMs, ...fate })
    if (turn.pointsBack === undefined) last.set(direction, message.id)
  }
}

function meet(vendor: Vendor, cast: Cast): Known {
  const { random } = vendor
  const person = inventPerson(random)
  const [first, second] = cast.accounts
  const account = (chance(random, 0.7) ? first : second)?.phoneNumber ?? ''
  const { phoneNumber, name, email } = person
  const createdMs = Math.floor(vendor.clock.now() - between(random, 280 * day, 600 * day))
  const metadata = chance(random, 0.1) ? { source: pick(random, ['instagram', 'website', 'bazaar']) } : null
  const { id } = insertContact(vendor, { account, phoneNumber, name, email, metadata, createdMs })
  const known = { person, contactId: id, account }
  if (cast.known.length < 500) cast.known.push(known)
  return known
}

function atTimes(turns: TimedTurn[], endMs: number): Said[] {
  let atMs = endMs
  const backwards = turns.toReversed().map((turn) => {
    const said = { turn, atMs }
    atMs -= Math.floor(turn.gapMs)
    return said
  })
  return backwards.toReversed()
}

function trailingInbound(said: Said[]): number {
  return said.length - 1 - said.findLastIndex(({ turn }) => turn.direction === 'outbound')
}

function statusOf(random: Random, direction: Direction, plan: Plan): string {
  if (direction === 'inbound') return 'delivered'
  const draw = random()
  // The shop's last word may not have been looked at yet.
  const fresh = plan.ending === 'answered' && plan.ageMs < 60 * minute
  if (draw < (fresh ? 0.5 : 0.06)) return 'delivered'
  return draw < (fresh ? 0.6 : 0.07) ? 'sent' : 'read'
}
