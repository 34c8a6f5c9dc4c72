import * as z from 'zod/mini'
import { instantSchema } from './conversation.ts'

/** What can stand in a canned reply as `{{customer.name}}`, and is filled in when it is chosen. */
export const replyVariables = [
  'customer.name',
  'customer.first_name',
  'customer.phone',
  'agent.name',
  'agent.first_name',
] as const
export type ReplyVariable = (typeof replyVariables)[number]

/** A reply that the team keeps ready. An agent types `/` and its shortcut. */
export const cannedReplySchema = z.object({
  id: z.string(),
  object: z.literal('canned_reply'),
  shortcut: z.string(),
  text: z.string(),
  updated_at: instantSchema,
  updated_by: z.object({ id: z.string(), name: z.string() }),
})
export type CannedReply = z.infer<typeof cannedReplySchema>

/** A shortcut is one word of letters, digits, `-` and `_`, the same in capitals; a text is as long as WhatsApp takes it. */
export const writeCannedReplySchema = z.strictObject({
  shortcut: z
    .string()
    .check(z.maxLength(64), z.trim(), z.normalize('NFC'), z.toLowerCase(), z.regex(/^[\p{L}\p{M}\p{N}_-]{1,32}$/u)),
  text: z.string().check(z.maxLength(4096), z.regex(/\S/)),
})
export type WriteCannedReply = z.infer<typeof writeCannedReplySchema>

const PLACE = /\{\{\s*([\w.]{1,40})\s*\}\}/g

function isVariable(name: string): name is ReplyVariable {
  return replyVariables.some((known) => known === name)
}

/** Names between double braces that stand for nothing that we know. */
export function unknownVariables(text: string): string[] {
  const names = [...text.matchAll(PLACE)].map(([, name = '']) => name)
  return [...new Set(names.filter((name) => !isVariable(name)))]
}

/** The first variable that still waits for a value, and where it stands: a text with one is not ready to be sent. */
export function openVariable(text: string): { name: ReplyVariable; from: number; to: number } | null {
  for (const { 0: place, 1: name = '', index } of text.matchAll(PLACE)) {
    if (isVariable(name)) return { name, from: index, to: index + place.length }
  }
  return null
}

/** Fills in what is known; a variable without a value stays as it is, for the agent to replace. */
export function fillReply(text: string, values: Readonly<Partial<Record<ReplyVariable, string | null>>>): string {
  return text.replaceAll(PLACE, (place, name: string) => (isVariable(name) ? (values[name] ?? place) : place))
}

/** The first word of a name; null for nobody. */
export function firstName(name: string | null): string | null {
  return name?.trim().split(/\s+/u)[0] || null
}
