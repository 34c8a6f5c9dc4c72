import type { FileRule } from '#contract/upload.ts'

/** A file that is about to be sent; its rule is null in the moment before its type is known. */
type Sendable = { attachment: { rule: Pick<FileRule, 'max_caption'> | null } }

export type Planned<F> = { text: string; file: F | null }

/**
 * What an answer becomes: one message a file, in order, the text as the caption of the first. Where the channel shows no caption beside
 * that one, or not so long a one, the text goes ahead as a message of its own.
 */
export function planMessages<F extends Sendable>(text: string, files: readonly F[]): Planned<F>[] {
  const [first] = files
  if (first === undefined) return [{ text, file: null }]
  const words = text.trim() === '' ? '' : text
  const isCaption = words.length <= (first.attachment.rule?.max_caption ?? 0)
  const inOrder = files.map((file, place) => ({ text: place === 0 && isCaption ? words : '', file }))
  return isCaption ? inOrder : [{ text: words, file: null }, ...inOrder]
}
