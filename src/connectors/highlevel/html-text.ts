/** Longer bodies are cut before they are read: mail programs quote whole histories. */
const MAX_HTML = 500_000
const BLOCKS =
  /^\/?(?:address|article|aside|blockquote|center|dd|div|dl|dt|footer|form|h[1-6]|header|hr|li|main|ol|pre|section|table|tr|ul)$/
const UNSEEN = ['head', 'script', 'style', 'title', 'template', 'noscript'] as const
/** Where blocks and paragraphs begin or end: several in a row are one line break, which a browser shows too. */
const [BLOCK, PARAGRAPH] = ['\uE000', '\uE001']

/**
 * The words of an HTML body, with its line breaks. It is read for nothing else, so that no tag, address or style of a mail program reaches
 * anybody; what comes out is text and must be shown as such.
 */
export function textOfHtml(html: string): string {
  const plain = html
    .slice(0, MAX_HTML)
    .toWellFormed()
    .replaceAll(/[\uE000\uE001]|<!--[\s\S]*?(?:-->|$)/g, '')
  const text = withoutUnseen(plain)
    .replaceAll(/[ \t\r\n\f]+/g, ' ')
    .replaceAll(/<(\/?[a-z][a-z\d]*)\b[^>]*(?:>|$)/gi, (_, name: string) => breakOf(name.toLowerCase()))
    .replaceAll(/[ \uE000\uE001]*[\uE000\uE001][ \uE000\uE001]*/g, (run) => (run.includes(PARAGRAPH) ? '\n\n' : '\n'))
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/ {2,}/g, ' ')
  return unescaped(text).trim()
}

function breakOf(tag: string): string {
  if (tag === 'br') return '\n'
  if (tag === 'p' || tag === '/p') return PARAGRAPH
  return BLOCKS.test(tag) ? BLOCK : ''
}

function withoutUnseen(html: string): string {
  return UNSEEN.reduce(
    (rest, tag) => rest.replaceAll(new RegExp(String.raw`<${tag}\b[\s\S]*?(?:</${tag}\s*>|$)`, 'gi'), ' '),
    html,
  )
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  middot: '·',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  copy: '©',
  reg: '®',
  euro: '€',
  zwnj: '',
  shy: '',
}

/** One pass, so that what was written as text stays text. */
function unescaped(text: string): string {
  return text
    .replaceAll(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole
        const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
        return isCharacter(point) ? String.fromCodePoint(point) : '\uFFFD'
      },
    )
    .replaceAll('\u00A0', ' ')
}

/** Neither half a surrogate pair nor NUL, which no database stores. */
function isCharacter(point: number): boolean {
  return point > 0 && point <= 0x10_ff_ff && (point < 0xd8_00 || point > 0xdf_ff)
}

/** Text as HTML that reads the same: `textOfHtml` gives it back, its outer white space aside. */
export function htmlOfText(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '&#9;')
    // Spaces that HTML would join or drop.
    .replaceAll(/(?<=[ \n]) | (?=\n)/g, '&nbsp;')
    .replaceAll('\n', '<br>')
  return `<div>${escaped}</div>`
}
