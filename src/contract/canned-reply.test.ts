import { expect, test } from 'vitest'
import { fillReply, firstName, openVariable, unknownVariables, writeCannedReplySchema } from './canned-reply.ts'

test('what is known is filled in, what is not stays for the agent to replace', () => {
  const text = 'Halo {{customer.first_name}}, saya {{ agent.name }}. {{customer.phone}} {{other}}'
  const filled = fillReply(text, { 'customer.first_name': 'Ana', 'agent.name': 'Maya', 'customer.phone': null })
  expect(filled).toBe('Halo Ana, saya Maya. {{customer.phone}} {{other}}')
  const open = openVariable(filled)
  expect(open?.name).toBe('customer.phone')
  expect(filled.slice(open?.from, open?.to)).toBe('{{customer.phone}}')
})

test('what only looks like a variable keeps nothing from being sent', () => {
  expect(openVariable('{{other}} {{}} {customer.name}')).toBeNull()
  expect(openVariable('{{other}} {{ agent.name }}')).toMatchObject({ name: 'agent.name', from: 10, to: 26 })
})

test('a value that looks like a variable is not filled in again', () => {
  const filled = fillReply('{{customer.name}} {{agent.name}}', {
    'customer.name': '{{agent.name}} $& $1',
    'agent.name': 'Maya',
  })
  expect(filled).toBe('{{agent.name}} $& $1 Maya')
})

test('names that stand for nothing are told, each once', () => {
  expect(unknownVariables('{{nmae}} {{customer.name}} {{nmae}} {{ 1 }} {x} {{}}')).toEqual(['nmae', '1'])
})

test('the first name is the first word', () => {
  expect(firstName('  Ana Wijaya ')).toBe('Ana')
  expect(firstName('')).toBeNull()
  expect(firstName(null)).toBeNull()
})

test.each([
  ['Terima-Kasih', 'terima-kasih'],
  [' cafe\u0301 ', 'café'],
  ['שלום', 'שלום'],
])('the shortcut %j is kept as %j', (given, kept) => {
  expect(writeCannedReplySchema.parse({ shortcut: given, text: 'x' }).shortcut).toBe(kept)
})

test.each(['', ' ', 'two words', '/x', 'a'.repeat(33), 'a\u202Eb'])('the shortcut %j is none', (shortcut) => {
  expect(writeCannedReplySchema.safeParse({ shortcut, text: 'x' }).success).toBe(false)
})
