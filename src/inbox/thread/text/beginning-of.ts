/** What is shown of a long message, such as most e-mails, until more is asked for: about a screenful. */
const MOST_CHARACTERS = 1800
const MOST_LINES = 20

/** What is quoted is folded by itself, so it takes no more room than this. */
const LINES_OF_QUOTE = 2
const LONG_QUOTE_LINES = 6
const LONG_QUOTE_CHARACTERS = 500
/** And this much of it is read until more is asked for. */
const MOST_READ = 10_000

/** As much of a text as is shown at first; all of it when that is little more. A history behind the answer is not counted. */
export function beginningOf(text: string): string {
  let lines = 0
  let characters = 0
  let quoted = 0
  for (let from = 0; from < text.length;) {
    const lineEnd = text.indexOf('\n', from)
    const end = lineEnd === -1 ? text.length : lineEnd
    quoted = text.charAt(from) === '>' ? quoted + 1 : 0
    if (quoted <= LINES_OF_QUOTE) {
      lines += 1
      characters += end - from + 1
    }
    if (lines > MOST_LINES) return text.slice(0, from - 1)
    if (characters > MOST_CHARACTERS)
      return text.slice(0, Math.min(end, from + MOST_CHARACTERS - (characters - (end - from + 1))))
    if (end > MOST_READ) return text.slice(0, end)
    from = end + 1
  }
  return text
}

/** The first lines of a long quotation; a short one as it is. */
export function beginningOfQuote(text: string): string {
  if (text.length <= LONG_QUOTE_CHARACTERS && text.split('\n', LONG_QUOTE_LINES + 1).length <= LONG_QUOTE_LINES)
    return text
  return text.slice(0, LONG_QUOTE_CHARACTERS).split('\n', LINES_OF_QUOTE).join('\n')
}
