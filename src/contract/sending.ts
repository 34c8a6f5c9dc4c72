import * as z from 'zod/mini'
import { changeSchema } from './live-event.ts'
import { conversationSchema } from './conversation.ts'
import { uploadIdSchema } from './upload.ts'

/** Longer than any channel takes; what a connection really takes it says itself (`sends.max_text`). */
const MOST_TEXT = 65_536

/** A template to be sent, with the values of its variables in order. */
export const templateToSendSchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(512)),
  language: z.string().check(z.minLength(2), z.maxLength(16)),
  variables: z.array(z.string().check(z.minLength(1), z.maxLength(1024))).check(z.maxLength(50)),
})

/**
 * The body of a send: a text, or a template with the values of its variables in order, or a file that was uploaded before, whose caption is
 * then the text.
 */
export const sendMessageSchema = z.strictObject({
  text: z.optional(z.string().check(z.minLength(1), z.maxLength(MOST_TEXT), z.regex(/\S/))),
  template: z.optional(templateToSendSchema),
  attachment: z.optional(z.strictObject({ upload: uploadIdSchema })),
  /**
   * The version of the conversation that its author had seen. When somebody else wrote, assigned it or changed its status after that, nothing
   * is sent: the author decides again. Without it the message goes out as it is.
   */
  seen: z.optional(z.int().check(z.minimum(0))),
})
export type SendMessage = z.infer<typeof sendMessageSchema>

/** Made by the client for each submit, kept over every repetition: the same key never sends twice. */
export const idempotencyKeySchema = z.string().check(z.regex(/^[\w.:-]{8,128}$/))

/** A template that the channel approved; `body` holds its variables as `{{1}}`, `{{2}}` … */
export const templateSchema = z.object({
  name: z.string(),
  language: z.string(),
  body: z.string(),
  variables: z.int(),
})
export type Template = z.infer<typeof templateSchema>

/** A template's body with values in the places of its variables; one without a value keeps its place-holder. */
export function fillTemplate(body: string, variables: readonly string[]): string {
  return body.replaceAll(/\{\{(\d{1,3})\}\}/g, (place, number: string) => variables[Number(number) - 1] ?? place)
}

/** The body of a 412 to a send: the error, the conversation as it is now, and what others did that its author had not seen. */
export const movedOnBodySchema = z.object({
  error: z.object({
    type: z.string(),
    code: z.literal('conversation_moved_on'),
    message: z.string(),
    request_id: z.string(),
  }),
  conversation: conversationSchema,
  changes: z.array(changeSchema),
})
