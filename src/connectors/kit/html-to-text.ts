import { cut } from './text.ts'
import { decodeEntities } from './entities.ts'
import { readTokens, type HtmlToken } from './html-tokens.ts'
import { createTextLines, type TextLines } from './text-lines.ts'

/** Longer than any mail that somebody wrote; what comes behind is cut off. */
const MAX_HTML = 500_000
const MAX_TEXT = 60_000
/** A link's address may be a page long where it counts clicks; this much shows where it leads. */
const MAX_ADDRESS = 300
/** Deeper than this nothing is set apart any more: a line must not grow with the document. */
const MAX_DEPTH = 6

const apart = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'blockquote', 'pre', 'figure'])
const onTheirOwn = new Set([
  'address',
  'article',
  'aside',
  'body',
  'center',
  'dd',
  'details',
  'div',
  'dt',
  'fieldset',
  'figcaption',
  'footer',
  'form',
  'header',
  'legend',
  'li',
  'main',
  'nav',
  'section',
  'summary',
  'table',
  'tr',
])

/**
 * What an HTML body says, as plain text: paragraphs, lines, lists and quotations keep their shape, a link shows where it leads, and
 * nothing that runs, loads, styles or hides is left. Text for a text node: it is not safe as HTML.
 */
export function htmlToText(html: string): string {
  const reader = createReader(createTextLines())
  for (const token of readTokens(html.slice(0, MAX_HTML))) reader.take(token)
  return cut(reader.finish(), MAX_TEXT)
}

type List = { ordered: boolean; count: number }
type Link = { address: string | null; text: string }

function createReader(lines: TextLines) {
  const lists: List[] = []
  let quoted = 0
  let preformatted = 0
  let link: Link | null = null

  function closeLink(): void {
    const closing = link
    link = null
    if (closing === null || closing.address === null || isSaid(closing.text, closing.address)) return
    const where = `(${shortened(closing.address)})`
    lines.words(closing.text.trim() === '' ? where : ` ${where}`, (text) => text)
  }

  function block(name: string): void {
    if (apart.has(name) && !isInnerList(name)) lines.gap()
    else if (apart.has(name) || onTheirOwn.has(name)) lines.end()
  }

  /** A list in a list follows its item at once. */
  function isInnerList(name: string): boolean {
    return (name === 'ul' || name === 'ol') && lists.length > 0
  }

  function open(name: string, attributes: ReadonlyMap<string, string>): void {
    block(name)
    if (name === 'br') lines.lineBreak()
    else if (name === 'hr') rule()
    else if (name === 'pre') preformatted += 1
    else if (name === 'blockquote') lines.quote(Math.min((quoted += 1), MAX_DEPTH))
    else if (name === 'ul' || name === 'ol') lists.push({ ordered: name === 'ol', count: 0 })
    else if (name === 'li') lines.mark(markerOf(lists))
    else if ((name === 'td' || name === 'th') && !lines.isEmpty()) lines.words(' ', (text) => text)
    else if (name === 'a') {
      closeLink()
      link = { address: addressOf(attributes.get('href')), text: '' }
    }
  }

  function close(name: string): void {
    if (name === 'a') closeLink()
    if (name === 'ul' || name === 'ol') lists.pop()
    block(name)
    if (name === 'pre') preformatted = Math.max(0, preformatted - 1)
    if (name === 'blockquote') lines.quote(Math.min((quoted = Math.max(0, quoted - 1)), MAX_DEPTH))
    if (name === 'li') lines.mark('')
  }

  function rule(): void {
    lines.gap()
    lines.words('———', (text) => text)
    lines.gap()
  }

  return {
    take(token: HtmlToken): void {
      if (token.type === 'open') open(token.name, token.attributes)
      else if (token.type === 'close') close(token.name)
      else {
        if (link !== null) link.text += decodeEntities(token.text)
        if (preformatted > 0) lines.verbatim(decodeEntities(token.text))
        else lines.words(token.text, decodeEntities)
      }
    },
    finish(): string {
      closeLink()
      return lines.finish()
    },
  }
}

function markerOf(lists: readonly List[]): string {
  const list = lists.at(-1)
  if (list !== undefined) list.count += 1
  const indent = '  '.repeat(Math.min(MAX_DEPTH, Math.max(0, lists.length - 1)))
  return `${indent}${list?.ordered === true ? `${list.count}.` : '•'} `
}

/** Where a link leads, if that is somewhere a person could go or write to; a script is no such place. */
function addressOf(href: string | undefined): string | null {
  const address = (href ?? '').replaceAll(/[\t\n\r]/g, '').trim()
  return /^(https?|mailto|tel):/i.test(address) ? address : null
}

/** Whether the words of a link are its address already. */
function isSaid(text: string, address: string): boolean {
  return bareAddress(text) === bareAddress(address)
}

function bareAddress(address: string): string {
  return address
    .trim()
    .replace(/^(https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '')
    .toLowerCase()
}

function shortened(address: string): string {
  return address.length > MAX_ADDRESS ? `${cut(address, MAX_ADDRESS)}…` : address
}
