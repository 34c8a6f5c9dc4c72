import { keepArriving, type CustomersOptions } from '../../people/arrivals.ts'
import { createErrands, type Errands } from '../../kit/errands.ts'
import type { Random } from '../../kit/ids.ts'
import { between, chance, pick } from '../../kit/random.ts'
import { integer } from '../../kit/store.ts'
import { systemTimer } from '../../kit/worker.ts'
import { chooseSlots, fill } from '../../people/goods.ts'
import { afterthoughts, answers, followUps, type Lines } from '../../people/lines.ts'
import { inventPerson, type Language } from '../../people/person.ts'
import { receiveMessage } from '../inbound.ts'
import { messagesOf } from '../messages.ts'
import { listStatuses } from '../organisation.ts'
import type { Said, Vendor } from '../vendor.ts'
import { writeDialogue } from './dialogues.ts'
import { mailBody, subjectFor } from './mail.ts'

type Stage = { vendor: Vendor; random: Random; errands: Errands }

const second = 1000
const answerShare = 0.7
const afterthoughtShare = 1 / 8

/** Customers keep writing, and answer what agents write to them, until the returned function is called. */
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

/** Mostly on an active ticket, at times in a chat, on one that was done, or as a newcomer. */
function someoneWrites(stage: Stage): void {
  const draw = stage.random()
  const said = draw < 0.65 ? someTicket(stage, false) : draw < 0.82 ? someChat(stage) : null
  const chosen = said ?? (draw < 0.9 ? someTicket(stage, true) : null)
  if (chosen) writeOn(stage, chosen, followUps)
  else newcomer(stage)
}

function startAnswering(stage: Stage): () => void {
  const { vendor, random, errands } = stage
  // Several messages in a row are read together, and answered once.
  const thinking = new Set<string>()
  const notice = (said: Said): void => {
    const key = `${said.kind}:${said.id}`
    if (thinking.has(key) || !chance(random, answerShare)) return
    thinking.add(key)
    const answer = (): void => {
      thinking.delete(key)
      // Whose matter was closed meanwhile has no need to.
      if (canWrite(vendor, said) && !isDone(vendor, said)) writeOn(stage, said, answers)
    }
    errands.later(answer, between(random, 9 * second, 20 * second))
  }
  vendor.onAnswered.add(notice)
  return () => void vendor.onAnswered.delete(notice)
}

function writeOn({ vendor, random, errands }: Stage, { kind, id }: Said, lines: Lines): void {
  const say = (table: Lines): void => {
    if (!canWrite(vendor, { kind, id })) return
    const text = fill(pick(random, table[languageOf(vendor, { kind, id })]), chooseSlots(random, '', ''))
    const before = messagesOf(vendor, [id]).at(-1)?.html ?? null
    if (kind === 'chat') receiveMessage(vendor, { chat_id: id, text })
    else receiveMessage(vendor, { ticket_id: id, html: mailBody(random, text, before) })
  }
  say(lines)
  if (chance(random, afterthoughtShare)) errands.later(() => say(afterthoughts), between(random, 1000, 3000))
}

function newcomer({ vendor, random }: Stage): void {
  const { name, email, language } = inventPerson(random)
  const slots = chooseSlots(random, name ?? '', '')
  const opening = writeDialogue(random, language, slots)[0]?.text ?? 'Hello'
  const from = email ?? `guest${Math.floor(random() * 1e8)}@mail.example`
  const subject = fill(subjectFor(random, language), slots)
  if (chance(random, 0.3)) receiveMessage(vendor, { channel: 'chat', from, name, text: opening })
  else receiveMessage(vendor, { from, name, subject, html: mailBody(random, opening, null) })
}

function someTicket({ vendor, random }: Stage, done: boolean): Said | null {
  const codes = done ? ['solved', 'closed'] : ['active', 'waiting']
  const ids = listStatuses(vendor.store).flatMap(({ id, code }) => (codes.includes(code) ? [id] : []))
  const sql = `select id from tickets where state = 'active' and status_id in (select value from json_each(?)) order by updated_ms desc limit 80`
  const rows = vendor.store.all(sql, JSON.stringify(ids))
  return rows.length === 0 ? null : { kind: 'ticket', id: integer(pick(random, rows), 'id') }
}

function someChat({ vendor, random }: Stage): Said | null {
  const sql = `select id from chats where state = 'active' and ticket_id is null order by updated_ms desc limit 20`
  const rows = vendor.store.all(sql)
  return rows.length === 0 ? null : { kind: 'chat', id: integer(pick(random, rows), 'id') }
}

/** Whether it is still there and, of a chat, did not go on as a ticket. */
function canWrite({ store }: Vendor, { kind, id }: Said): boolean {
  const sql =
    kind === 'ticket'
      ? `select 1 from tickets where id = ? and state = 'active'`
      : `select 1 from chats where id = ? and state = 'active' and ticket_id is null`
  return store.get(sql, id) !== undefined
}

function isDone({ store }: Vendor, { kind, id }: Said): boolean {
  const sql = 'select s.code from tickets t join statuses s on s.id = t.status_id where t.id = ?'
  return kind === 'ticket' && ['solved', 'closed', 'spam'].includes(String(store.get(sql, id)?.['code']))
}

/** Of what was said before; those who wrote in no other alphabet write English or Indonesian by turns. */
function languageOf({ store }: Vendor, { kind, id }: Said): Language {
  const sql =
    kind === 'ticket'
      ? 'select subject as words from tickets where id = ?'
      : 'select text as words from chat_messages where chat_id = ?'
  const words = String(store.get(sql, id)?.['words'] ?? '')
  if (/\p{Script=Arabic}/u.test(words)) return 'ar'
  if (/\p{Script=Hebrew}/u.test(words)) return 'he'
  return /\b(the|order|question|return|shipping|refund|is|do|where)\b/i.test(words) ? 'en' : 'id'
}
