import type { CannedReply } from '#contract/canned-reply.ts'

/** What was typed behind a `/` that begins a word, and where it stands in the text. */
export type Slash = { from: number; to: number; word: string }

/** The slash that the caret stands behind; null when there is none. An address such as `https://a/b` has none: its slashes begin no word. */
export function slashAt(text: string, caret: number): Slash | null {
  const found = /(?:^|\s)\/([\p{L}\p{M}\p{N}_-]{0,32})$/u.exec(text.slice(0, caret))
  if (found === null) return null
  const word = found[1] ?? ''
  return { from: caret - word.length - 1, to: caret, word }
}

const MOST_SHOWN = 8

/** Replies whose shortcut begins with the word, then those whose shortcut or text holds it. */
export function matchingReplies(replies: readonly CannedReply[], word: string): CannedReply[] {
  const wanted = word.normalize('NFC').toLowerCase()
  const begins = replies.filter(({ shortcut }) => shortcut.startsWith(wanted))
  const holds = replies.filter(
    (reply) =>
      !begins.includes(reply) &&
      (reply.shortcut.includes(wanted) || reply.text.normalize('NFC').toLowerCase().includes(wanted)),
  )
  return [...begins, ...holds].slice(0, MOST_SHOWN)
}
