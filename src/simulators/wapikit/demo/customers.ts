import { keepArriving, type CustomersOptions } from '../../people/arrivals.ts'
import { createErrands, type Errands } from '../../kit/errands.ts'
import type { Random } from '../../kit/ids.ts'
import { between, chance, pick } from '../../kit/random.ts'
import { systemTimer } from '../../kit/worker.ts'
import { chooseSlots, fill } from '../../people/goods.ts'
import { afterthoughts, answers, followUps, pictures, wordless, type Lines } from '../../people/lines.ts'
import { inventPerson, languageOf } from '../../people/person.ts'
import { findContact } from '../contacts.ts'
import { findConversation, latestConversations } from '../conversations.ts'
import { receiveMessage } from '../inbound.ts'
import { findMessage } from '../messages.ts'
import type { Message } from '../message-row.ts'
import type { Vendor } from '../vendor.ts'
import { dialogues, mediaId } from './script.ts'
import { readTurn } from './turn.ts'

type Stage = { vendor: Vendor; random: Random; errands: Errands }

const answerShare = 0.7
const second = 1000

/** Customers keep writing, and answer what the shop writes to them, until the returned function is called. */
export function startCustomers(vendor: Vendor, options: CustomersOptions = {}): () => void {
  const { everyMs = 5000, random = vendor.random, timer = systemTimer } = options
  const stage: Stage = { vendor, random, errands: createErrands(timer) }
  const notice = answerTo(stage)
  vendor.onAccepted.add(notice)
  keepArriving(stage, everyMs, () => someoneWrites(stage))
  return () => {
    vendor.onAccepted.delete(notice)
    stage.errands.drop()
  }
}

/** Mostly on an active conversation, at times on a closed one, which begins another, or as a newcomer. */
function someoneWrites(stage: Stage): void {
  const { vendor, random } = stage
  const draw = random()
  const [status, among] = draw < 0.82 ? (['Active', 60] as const) : (['Closed', 300] as const)
  const rows = draw < 0.9 ? latestConversations(vendor, status, among) : []
  if (rows.length > 0) writeOn(stage, pick(random, rows).contactId, followUps)
  else newcomerWrites(stage)
}

function newcomerWrites({ vendor, random }: Stage): void {
  const { phoneNumber, name, language } = inventPerson(random)
  const opening = pick(random, dialogues[language]).find((line) => !line.includes('[')) ?? '< Halo'
  const text = fill(opening.slice(2), chooseSlots(random, name ?? '', ''))
  receiveMessage(vendor, {
    text,
    ...(phoneNumber === null ? {} : { from: phoneNumber }),
    ...(name === null ? {} : { name }),
  })
}

function writeOn({ vendor, random, errands }: Stage, contactId: string, lines: Lines): void {
  const say = (table: Lines): void => {
    const contact = findContact(vendor, contactId)
    if (!contact) return
    const line = `< ${pick(random, table[languageOf(contact.phone)])}`
    const { type, data } = readTurn(line, chooseSlots(random, contact.name, ''), () => mediaId(random))
    receiveMessage(vendor, { contact_id: contactId, type, data })
  }
  const draw = random()
  say(draw < 0.08 ? pictures : draw < 0.16 ? wordless : lines)
  if (chance(random, 1 / 6)) errands.later(() => say(afterthoughts), between(random, second, 3 * second))
}

/** Several messages in a row are read together, and answered once. */
function answerTo(stage: Stage): (message: Message) => void {
  const { vendor, random, errands } = stage
  const thinking = new Set<string>()
  return ({ id, conversationId }) => {
    if (thinking.has(conversationId) || !chance(random, answerShare)) return
    thinking.add(conversationId)
    errands.later(
      () => {
        thinking.delete(conversationId)
        // What never arrived is not answered, and whose matter was closed has no need to.
        const arrived = ['Delivered', 'Read'].includes(findMessage(vendor, id)?.status ?? '')
        const conversation = findConversation(vendor, conversationId)
        if (arrived && conversation?.status === 'Active') writeOn(stage, conversation.contactId, answers)
      },
      between(random, 9 * second, 20 * second),
    )
  }
}
