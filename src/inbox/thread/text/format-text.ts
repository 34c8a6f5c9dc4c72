/** A piece of a line. The text of all pieces is what the customer typed, without the marks that became something. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'link'; text: string; href: string }
  | { type: Emphasis; children: Inline[] }

type Emphasis = 'bold' | 'italic' | 'strike'

/**
 * Lines that belong together: `text` as they are, each `bullet` a line of its own, `code` as it was typed. What is quoted may be long and
 * hold quotations itself, so it is left to be read by whoever shows it.
 */
export type Block =
  | { type: 'text' | 'bullet'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'quote'; text: string }

const marks: Readonly<Record<string, Emphasis>> = { '*': 'bold', _: 'italic', '~': 'strike' }

/**
 * Reads the marks that WhatsApp shows: *bold*, _italic_, ~strike~, `code`, ```fenced code```, `> ` quotes, as mails have them, too, and lists; web addresses, e-mail
 * addresses and phone numbers become links. Never fails, and takes time in proportion to the text's length.
 */
export function formatText(text: string): Block[] {
  const parts = text.split(FENCED)
  return parts.flatMap((part, at): Block[] => (at % 2 === 1 ? [{ type: 'code', text: part }] : blocksOf(part)))
}

/** What is between the fences is captured, so that it is every second part of a split. The line breaks round them are theirs. */
const FENCED = /\n?```\n?([^`]+?)\n?```\n?/

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let plain: string[] = []
  const flush = () => {
    if (plain.length > 0) blocks.push({ type: 'text', children: inlineOf(plain.join('\n')) })
    plain = []
  }
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const signed = signedFrom(lines, at)
    const item = /^[-*] (.*\S.*)$/.exec(line)?.[1]
    if (isQuotation(signed)) {
      flush()
      blocks.push({ type: 'quote', text: signed.map((one) => one.replace(/^> ?/, '')).join('\n') })
      at += signed.length - 1
    } else if (signed.length > 0) {
      for (const one of signed) plain.push(one)
      at += signed.length - 1
    } else if (item === undefined) plain.push(line)
    else {
      flush()
      blocks.push({ type: 'bullet', children: inlineOf(item) })
    }
  }
  if (plain.some((line) => line !== '')) flush()
  return blocks
}

/** The lines with a sign of quotation from here on. */
function signedFrom(lines: readonly string[], from: number): readonly string[] {
  let end = from
  while (lines[end]?.startsWith('>') === true) end += 1
  return lines.slice(from, end)
}

/** No sign that stands alone is one, as in `>5 kg`. */
function isQuotation(signed: readonly string[]): boolean {
  const isSaying = signed.some((line) => /[^>\s]/.test(line))
  return isSaying && (signed.length > 1 || signed[0]?.startsWith('> ') === true)
}

// Every repetition has an upper bound: a text made to be slow stays in proportion to its length.
const OPAQUE =
  /`([^`\n]{1,2000})`|(?<![\p{L}\p{N}])(?:(https?:\/\/[^\s<>"`]{1,2000})|([\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,6})|(\+\d[\d ().-]{6,18}\d))/giu

type Open = { mark: string; children: Inline[] }

/** Marks are paired in one pass: each kind is open once at most, and one that was never closed is a character like any other. */
function inlineOf(text: string): Inline[] {
  const root: Inline[] = []
  const open: Open[] = []
  const here = () => open.at(-1)?.children ?? root
  const close = () => {
    const last = open.pop()
    if (last !== undefined) append(here(), [{ type: 'text', text: last.mark }, ...last.children])
  }

  const readPlain = (from: number, to: number) => {
    let start = from
    for (let at = from; at < to; at += 1) {
      const mark = text.charAt(at)
      const emphasis = marks[mark]
      if (mark === '\n') {
        append(here(), [{ type: 'text', text: text.slice(start, at) }])
        // A mark holds for its line.
        while (open.length > 0) close()
        start = at
      } else if (emphasis !== undefined) {
        const opened = open.findIndex((each) => each.mark === mark)
        if (opened >= 0 && canClose(text, at)) {
          append(here(), [{ type: 'text', text: text.slice(start, at) }])
          while (open.length > opened + 1) close()
          const children = open.pop()?.children ?? []
          here().push({ type: emphasis, children })
          start = at + 1
        } else if (opened < 0 && canOpen(text, at)) {
          append(here(), [{ type: 'text', text: text.slice(start, at) }])
          open.push({ mark, children: [] })
          start = at + 1
        }
      }
    }
    append(here(), [{ type: 'text', text: text.slice(start, to) }])
  }

  let read = 0
  for (const match of text.matchAll(OPAQUE)) {
    const piece = opaqueOf(match)
    if (piece === null) continue
    readPlain(read, match.index)
    here().push(piece.inline)
    read = match.index + piece.length
  }
  readPlain(read, text.length)
  while (open.length > 0) close()
  return root
}

const LETTER = /[\p{L}\p{N}]/u

function canOpen(text: string, at: number): boolean {
  const next = text.charAt(at + 1)
  return next !== '' && /\S/.test(next) && !LETTER.test(text.charAt(at - 1))
}

/** Not right behind its own kind: between two of them there is nothing to show. */
function canClose(text: string, at: number): boolean {
  const before = text.charAt(at - 1)
  return /\S/.test(before) && before !== text.charAt(at) && !LETTER.test(text.charAt(at + 1))
}

/** What is taken as a whole, whatever marks are in it: code, or a link. Null when it is no link after all. */
function opaqueOf([whole, code, url, email, phone]: RegExpExecArray): { inline: Inline; length: number } | null {
  if (code !== undefined) return { inline: { type: 'code', text: code }, length: whole.length }
  if (email !== undefined)
    return { inline: { type: 'link', text: email, href: `mailto:${email}` }, length: email.length }
  if (phone !== undefined) {
    return {
      inline: { type: 'link', text: phone, href: `tel:${phone.replaceAll(/[^+\d]/g, '')}` },
      length: phone.length,
    }
  }
  const text = withoutEnd(url ?? '')
  return URL.canParse(text) ? { inline: { type: 'link', text, href: text }, length: text.length } : null
}

/** What ends the sentence does not belong to the address, nor does the mark that it stands in. */
function withoutEnd(url: string): string {
  let end = url.length
  while (end > 0 && `.,;:!?'")]}*_~`.includes(url.charAt(end - 1))) end -= 1
  return url.slice(0, end)
}

/** Puts pieces behind others; text joins the text before it. */
function append(to: Inline[], pieces: readonly Inline[]): void {
  for (const piece of pieces) {
    const last = to.at(-1)
    if (piece.type === 'text' && piece.text === '') continue
    if (piece.type === 'text' && last?.type === 'text')
      to[to.length - 1] = { type: 'text', text: last.text + piece.text }
    else to.push(piece)
  }
}
