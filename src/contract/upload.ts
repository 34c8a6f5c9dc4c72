import * as z from 'zod/mini'

/** How a file is shown to the customer. */
export const fileKinds = ['image', 'video', 'audio', 'document'] as const
export type FileKind = (typeof fileKinds)[number]

/** What a channel takes of one kind. `max_caption` is in UTF-16 code units; 0 where a text beside the file is not shown. */
export const fileRuleSchema = z.object({
  kind: z.enum(fileKinds),
  types: z.array(z.string()),
  max_bytes: z.int(),
  max_caption: z.int(),
})
export type FileRule = z.infer<typeof fileRuleSchema>

/** Files that can be sent by a connection. `why_not`: nothing can be now, because the vendor fetches files and knows no address of ours. */
export const filesSchema = z.object({
  takes: z.array(fileRuleSchema),
  why_not: z.nullable(z.enum(['needs_public_url'])),
})

/** A file that waits here to be sent by the agent who brought it. */
export const uploadSchema = z.object({
  id: z.string(),
  object: z.literal('upload'),
  kind: z.enum(fileKinds),
  mime_type: z.string(),
  filename: z.string(),
  size: z.int(),
})
export type Upload = z.infer<typeof uploadSchema>

export const uploadIdSchema = z.string().check(z.regex(/^upl_[0-9A-HJKMNP-TV-Z]{26}$/))

/** What a channel makes of a file: the rule that it goes out by, or what is wrong with it. */
export type Verdict =
  | { fits: FileRule }
  | { refused: 'type' }
  | { refused: 'empty' }
  | { refused: 'size'; rule: FileRule }

/** Judges a file of a type, null for one that nobody knows, and a size in bytes. */
export function judgeFile(takes: readonly FileRule[], { type, size }: { type: string | null; size: number }): Verdict {
  if (size === 0) return { refused: 'empty' }
  const rule = takes.find(({ types }) => type !== null && types.includes(type))
  if (rule === undefined) return { refused: 'type' }
  return size > rule.max_bytes ? { refused: 'size', rule } : { fits: rule }
}
