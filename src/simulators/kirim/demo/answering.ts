import { findConversation } from '../conversations.ts'
import { findMessage } from '../messages.ts'
import type { Message } from '../message-row.ts'
import { writeOn, type Stage } from './customer.ts'
import { answers } from '../../people/lines.ts'
import { between, chance } from '../../kit/random.ts'

const answerShare = 0.7
const second = 1000

/** Customers answer what the shop writes to them, most of the time and after a while, until the returned function is called. */
export function startAnswering(stage: Stage): () => void {
  const { vendor, random, errands } = stage
  // Several messages in a row are read together, and answered once.
  const thinking = new Set<string>()

  const notice = ({ id, conversationId }: Message): void => {
    if (thinking.has(conversationId) || !chance(random, answerShare)) return
    thinking.add(conversationId)
    const answer = (): void => {
      thinking.delete(conversationId)
      // What never arrived is not answered, and whose matter was closed has no need to.
      const arrived = ['delivered', 'read'].includes(findMessage(vendor, id)?.status ?? '')
      const resolved = findConversation(vendor, conversationId)?.status === 'resolved'
      if (arrived && !resolved) writeOn(stage, conversationId, answers)
    }
    errands.later(answer, between(random, 9 * second, 20 * second))
  }

  vendor.onAccepted.add(notice)
  return () => void vendor.onAccepted.delete(notice)
}
