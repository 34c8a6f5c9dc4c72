import { decodeEntities } from './entities.ts'

/** A piece of an HTML document, in order. Text is raw: white space and character references as they were written. */
export type HtmlToken =
  | { type: 'text'; text: string }
  | { type: 'open'; name: string; attributes: ReadonlyMap<string, string> }
  | { type: 'close'; name: string }

/** Elements whose content is no part of what is read: no tag inside them counts, and no text leaves them. */
const silent = new Set([
  'script',
  'style',
  'title',
  'textarea',
  'iframe',
  'noembed',
  'noframes',
  'xmp',
  'template',
  'select',
])

/**
 * Cuts HTML into tags and text as a browser's parser does, as far as it matters for reading: comments, declarations and silent elements
 * are gone, and one that never ends takes the rest with it. Anything at all may be given; the work grows with its length and no faster.
 */
export function* readTokens(html: string): Generator<HtmlToken> {
  let at = 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    if (next === -1) {
      yield { type: 'text', text: html.slice(at) }
      return
    }
    if (next > at) yield { type: 'text', text: html.slice(at, next) }
    const rest = html.slice(next, next + 3)
    if (/^<[a-z]/i.test(rest)) {
      const tag = readTag(html, next + 1)
      if (tag === null) return
      yield { type: 'open', name: tag.name, attributes: tag.attributes }
      at = silent.has(tag.name) ? endOfSilence(html, tag.end, tag.name) : tag.end
    } else if (/^<\/[a-z]/i.test(rest)) {
      const tag = readTag(html, next + 2)
      if (tag === null) return
      yield { type: 'close', name: tag.name }
      at = tag.end
    } else if (/^<[!?/]/.test(rest)) at = endOfComment(html, next)
    else {
      yield { type: 'text', text: '<' }
      at = next + 1
    }
  }
}

/** Where the parser goes on after a comment, a declaration, or a closing tag that is none. */
function endOfComment(html: string, start: number): number {
  if (!html.startsWith('<!--', start)) return after(html, '>', start)
  const empty = /^<!---?>/.exec(html.slice(start, start + 6))
  if (empty) return start + empty[0].length
  const ends = [after(html, '-->', start + 4), after(html, '--!>', start + 4)]
  return Math.min(...ends)
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found === -1 ? html.length : found + mark.length
}

function endOfSilence(html: string, from: number, name: string): number {
  const marks = new RegExp(`<!--|-->|<(/?)${name}(?=[\\s/>])`, 'gi')
  marks.lastIndex = from
  // A script in a comment in a script hides one closing tag, and browsers keep to that.
  let commented = false
  let nested = false
  for (let mark = marks.exec(html); mark !== null; mark = marks.exec(html)) {
    const [found, slash] = mark
    if (found === '-->') [commented, nested] = [false, false]
    else if (found === '<!--') commented = true
    else if (slash === '/' && nested) nested = false
    else if (slash === '/') return mark.index
    else nested = name === 'script' && commented
  }
  return html.length
}

type Tag = { name: string; attributes: Map<string, string>; end: number }

/** A tag from its name on; null when the document ends in it. A `>` between quotes does not end it. */
function readTag(html: string, start: number): Tag | null {
  const name = /[^\s/>]*/y
  name.lastIndex = start
  const found = name.exec(html)?.[0] ?? ''
  const attributes = new Map<string, string>()
  const part = /[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)?))?)/y
  part.lastIndex = start + found.length
  for (;;) {
    const match = part.exec(html)
    if (match === null) return null
    const [, end, key, double, single, plain] = match
    if (end !== undefined) return { name: found.toLowerCase(), attributes, end: part.lastIndex }
    const value = double ?? single ?? plain ?? ''
    const wanted = (key ?? '').toLowerCase()
    // The first of two attributes counts.
    if (wanted === 'href' && !attributes.has(wanted)) attributes.set(wanted, decodeEntities(value))
  }
}
