import { expect, test } from 'vitest'
import { makeMessage } from '#mocks/builders/message.ts'
import { linksOf } from './message-links.ts'

const react = (message_id: string | null, emoji: string | null, direction: 'inbound' | 'outbound' = 'inbound') =>
  makeMessage({ type: 'reaction', text: null, direction, reaction: { message_id, emoji } })

test('a reaction stands on the message that it is meant for, and not in the thread', () => {
  const target = makeMessage({ direction: 'outbound' })
  const { shown, reactions } = linksOf([target, react(target.id, '👍')])
  expect([shown, reactions.get(target.id)]).toEqual([[target], '👍'])
})

test('of each side the last reaction counts, and one that is taken back is none', () => {
  const target = makeMessage()
  const all = [target, react(target.id, '👍'), react(target.id, '❤️', 'outbound'), react(target.id, '😮')]
  expect(linksOf(all).reactions.get(target.id)).toBe('😮 ❤️')
  expect(linksOf([...all, react(target.id, null)]).reactions.get(target.id)).toBe('❤️')
})

test('a reaction to what is not loaded stays in the thread', () => {
  const messages = [react('msg_elsewhere', '👍'), react(null, '👍')]
  expect(linksOf(messages).shown).toEqual(messages)
})
