import { findContact } from '../contacts.ts'
import { findConversation } from '../conversations.ts'
import type { Random } from '../../kit/ids.ts'
import { receiveMessage } from '../inbound.ts'
import { listMessages } from '../messages.ts'
import type { Vendor } from '../vendor.ts'
import type { Errands } from '../../kit/errands.ts'
import { chooseSlots } from '../../people/goods.ts'
import { afterthoughts, pictures, wordless, type Lines } from '../../people/lines.ts'
import { languageOf } from '../../people/person.ts'
import { between, chance, pick } from '../../kit/random.ts'
import { contentOf, readTurn } from './turn.ts'

const pictureShare = 1 / 12
/** Voice notes, stickers, reactions, places, contact cards and quoting answers. */
const wordlessShare = 1 / 8
const afterthoughtShare = 1 / 6

/** Everything that a customer who plays along needs. */
export type Stage = { vendor: Vendor; random: Random; errands: Errands }

/** The customer of a conversation writes one of these lines or sends a picture; some add a thought a moment later. */
export function writeOn({ vendor, random, errands }: Stage, conversationId: string, lines: Lines): void {
  const say = (table: Lines): void => {
    const conversation = findConversation(vendor, conversationId)
    const contact = conversation && findContact(vendor, conversation.contactId)
    // Deleted meanwhile, as a dashboard can do.
    if (!contact) return
    const line = `< ${pick(random, table[languageOf(contact.phoneNumber)])}`
    const slots = chooseSlots(random, contact.name ?? '', '')
    const turn = readTurn(line, slots, () => Math.floor(random() * 1e15).toString(36))
    const [shopSaid] = listMessages(vendor, { conversationId, direction: 'outbound' }, null, 1)
    const content = contentOf(turn, shopSaid?.id)
    if (content !== null) receiveMessage(vendor, { conversation_id: conversationId, type: turn.type, content })
  }
  if (chance(random, pictureShare)) say(pictures)
  else if (chance(random, wordlessShare)) say(wordless)
  else say(lines)
  if (chance(random, afterthoughtShare)) errands.later(() => say(afterthoughts), between(random, 1000, 3000))
}
