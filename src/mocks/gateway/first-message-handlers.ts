import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import { digitsOf } from '#contract/digits.ts'
import { endpoints } from '#contract/endpoints.ts'
import { startConversationSchema } from '#contract/first-message.ts'
import type { FirstMessage } from '#contract/first-message.ts'
import { fillTemplate } from '#contract/sending.ts'
import { makeConversation } from '../builders/conversation.ts'
import { nextNumber } from '../builders/sequence.ts'
import { answer, refuse } from './answers.ts'
import type { Asked } from './answers.ts'
import type { World } from './world.ts'

/** Writing to a number for the first time. What is taken waits until the test says what became of it. */
export function firstMessageHandlers(world: World): RequestHandler[] {
  const { firstMessages } = world
  const find = ({ params }: Asked) => firstMessages.findIndex(({ id }) => id === params['id'])
  return [
    answer(endpoints.startConversation, (asked) => start(world, asked)),
    answer(endpoints.listFirstMessages, () => ({
      data: firstMessages.filter(({ author }) => author.id === world.me.agent?.id),
    })),
    answer(endpoints.retryFirstMessage, (asked) => {
      const at = find(asked)
      const message = firstMessages[at]
      if (message === undefined) return refuse('resource_not_found')
      const again: FirstMessage = { ...message, delivery: { state: 'waiting', code: null } }
      firstMessages[at] = again
      return { data: again }
    }),
    answer(endpoints.discardFirstMessage, (asked) => {
      const at = find(asked)
      if (at < 0) return refuse('resource_not_found')
      firstMessages.splice(at, 1)
      return { data: { done: true } }
    }),
  ]
}

function start(world: World, asked: Asked): unknown {
  const { firstMessages, model } = world
  const body = z.safeParse(startConversationSchema, asked.body)
  const key = asked.headers.get('idempotency-key')
  if (!body.success || key === null) return refuse('invalid_field_value')
  const { connection, to, from, template } = body.data
  const earlier = firstMessages.find((message) => message.key === key)
  if (earlier !== undefined) return { data: { outcome: 'taken', first_message: earlier, conversation: null } }
  const known = model.all().find(({ contact }) => digitsOf(contact.phone_number) === digitsOf(to))
  if (known !== undefined) return { data: { outcome: 'exists', first_message: null, conversation: known } }
  const other = firstMessages.find((message) => message.to === to && message.conversation_id === null)
  if (other !== undefined) return { data: { outcome: 'under_way', first_message: other, conversation: null } }
  const approved = world.templates.find(
    ({ name, language }) => name === template.name && language === template.language,
  )
  const message: FirstMessage = {
    id: `fst_${nextNumber()}`,
    object: 'first_message',
    connection_id: connection,
    to,
    from: from ?? null,
    template,
    text: fillTemplate(approved?.body ?? '', template.variables),
    delivery: { state: 'waiting', code: null },
    conversation_id: null,
    key,
    author: { id: world.me.agent?.id ?? '', name: world.me.agent?.name ?? '' },
    created_at: new Date().toISOString(),
  }
  firstMessages.unshift(message)
  return { data: { outcome: 'taken', first_message: message, conversation: null } }
}

/** Settles the newest first message, and tells every open page of its conversation. */
export function settleFirst(world: World, outcome: 'arrived' | { code: string }): void {
  const { firstMessages, model } = world
  const [newest] = firstMessages
  if (newest === undefined) return
  if (outcome !== 'arrived') {
    firstMessages[0] = { ...newest, delivery: { state: 'failed', code: outcome.code } }
    return
  }
  const contact = { name: null, phone_number: newest.to }
  const conversation = makeConversation({ contact, last_inbound_at: null, last_message_at: new Date().toISOString() })
  model.add({ ...conversation, preview: { text: newest.text ?? '', direction: 'outbound' } })
  firstMessages[0] = { ...newest, delivery: { state: 'sent', code: null }, conversation_id: conversation.id }
  const event = model.events().at(-1)
  if (event !== undefined) world.live.send(event)
}
