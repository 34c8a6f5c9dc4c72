import { keepArriving, type CustomersOptions } from '../../people/arrivals.ts'
import { createErrands, type Errands } from '../../kit/errands.ts'
import { plainToken, type Random } from '../../kit/ids.ts'
import { between, chance, pick } from '../../kit/random.ts'
import { systemTimer } from '../../kit/worker.ts'
import { chooseSlots, fill } from '../../people/goods.ts'
import { afterthoughts, answers, followUps, pictures, type Lines } from '../../people/lines.ts'
import { inventPerson, languageOf } from '../../people/person.ts'
import { findContact } from '../contacts.ts'
import { findConversation } from '../conversations.ts'
import { pictureUrl } from '../files.ts'
import { receiveMessage } from '../inbound.ts'
import { findMessage } from '../messages.ts'
import type { Message } from '../message-row.ts'
import { searchConversations } from '../search.ts'
import type { Vendor } from '../vendor.ts'
import { asHtml } from './e-mail.ts'
import { planConversation } from './plan.ts'
import { dialogues, wordsOf } from './script.ts'

type Stage = { vendor: Vendor; random: Random; errands: Errands }

const second = 1000
const answerShare = 0.7
const newcomerShare = 0.12
const pictureShare = 1 / 12
const afterthoughtShare = 1 / 6

/** Customers keep writing, and answer what the shop writes to them, until the returned function is called. */
export function startCustomers(vendor: Vendor, options: CustomersOptions = {}): () => void {
  const { everyMs = 5000, random = vendor.random, timer = systemTimer } = options
  const stage: Stage = { vendor, random, errands: createErrands(timer) }
  keepArriving(stage, everyMs, () => someoneWrites(stage))
  const hear = answering(stage)
  vendor.onAccepted.add(hear)
  return () => {
    vendor.onAccepted.delete(hear)
    stage.errands.drop()
  }
}

function someoneWrites(stage: Stage): void {
  const { vendor, random } = stage
  const { locationId } = vendor
  const { rows } = searchConversations(vendor, { locationId, limit: '60', startAfterDate: String(vendor.clock.now()) })
  const chosen = rows.length === 0 || chance(random, newcomerShare) ? null : pick(random, rows)
  if (chosen === null) newcomer(stage)
  else say(stage, chosen.id, followUps)
}

/** What was sent is answered after a while, most of the time; several messages in a row are answered once. */
function answering(stage: Stage): (message: Message) => void {
  const { vendor, random, errands } = stage
  const thinking = new Set<string>()
  return ({ id, conversationId }) => {
    if (thinking.has(conversationId) || !chance(random, answerShare)) return
    thinking.add(conversationId)
    errands.later(
      () => {
        thinking.delete(conversationId)
        // What never arrived is not answered.
        if (['delivered', 'read', 'opened'].includes(findMessage(vendor, id)?.status ?? ''))
          say(stage, conversationId, answers)
      },
      between(random, 9 * second, 20 * second),
    )
  }
}

function say(stage: Stage, conversationId: string, lines: Lines): void {
  const { vendor, random, errands } = stage
  const write = (table: Lines): void => {
    const conversation = findConversation(vendor, conversationId)
    const contact = conversation && findContact(vendor, conversation.contactId)
    // Deleted meanwhile, as a dashboard can do.
    if (!contact) return
    const line = pick(random, table[languageOf(contact.phone)]).replace(/^\[image\] /, '')
    const text = fill(line, chooseSlots(random, contact.name ?? '', ''))
    const files = table === pictures ? { attachments: [pictureUrl(plainToken(12, random))] } : {}
    receiveMessage(vendor, { conversation_id: conversationId, text, html: asHtml(text, 'inbound'), ...files })
  }
  write(chance(random, pictureShare) ? pictures : lines)
  if (chance(random, afterthoughtShare)) errands.later(() => write(afterthoughts), between(random, second, 3 * second))
}

function newcomer({ vendor, random }: Stage): void {
  const { phoneNumber, name, email, language } = inventPerson(random)
  const { channel } = planConversation(random, 0, 1)
  const opening =
    pick(random, dialogues[language])
      .map(wordsOf)
      .find((words) => words !== '') ?? 'Halo'
  const text = fill(opening, chooseSlots(random, name ?? '', ''))
  const type = channel === 'TYPE_EMAIL' && email === null ? 'TYPE_LIVE_CHAT' : channel
  receiveMessage(vendor, {
    type,
    text,
    html: asHtml(text, 'inbound'),
    name,
    ...(phoneNumber === null ? {} : { from: phoneNumber }),
    ...(email === null ? {} : { email }),
  })
}
