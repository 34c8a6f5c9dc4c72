// Those that mail programs write; a name that stands here not is left as it was written, which is readable too.
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '\u200D',
  lrm: '',
  rlm: '',
  iexcl: '¡',
  cent: '¢',
  pound: '£',
  yen: '¥',
  euro: '€',
  sect: '§',
  copy: '©',
  reg: '®',
  trade: '™',
  ordf: 'ª',
  ordm: 'º',
  laquo: '«',
  raquo: '»',
  lsaquo: '‹',
  rsaquo: '›',
  deg: '°',
  plusmn: '±',
  sup2: '²',
  sup3: '³',
  micro: 'µ',
  para: '¶',
  middot: '·',
  frac14: '¼',
  frac12: '½',
  frac34: '¾',
  iquest: '¿',
  times: '×',
  divide: '÷',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  bull: '•',
  hellip: '…',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
  hearts: '♥',
  check: '✓',
  Agrave: 'À',
  Aacute: 'Á',
  Acirc: 'Â',
  Atilde: 'Ã',
  Auml: 'Ä',
  Aring: 'Å',
  AElig: 'Æ',
  Ccedil: 'Ç',
  Egrave: 'È',
  Eacute: 'É',
  Ecirc: 'Ê',
  Euml: 'Ë',
  Iacute: 'Í',
  Ntilde: 'Ñ',
  Oacute: 'Ó',
  Ocirc: 'Ô',
  Otilde: 'Õ',
  Ouml: 'Ö',
  Oslash: 'Ø',
  Uacute: 'Ú',
  Uuml: 'Ü',
  szlig: 'ß',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  atilde: 'ã',
  auml: 'ä',
  aring: 'å',
  aelig: 'æ',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  ecirc: 'ê',
  euml: 'ë',
  igrave: 'ì',
  iacute: 'í',
  icirc: 'î',
  iuml: 'ï',
  ntilde: 'ñ',
  ograve: 'ò',
  oacute: 'ó',
  ocirc: 'ô',
  otilde: 'õ',
  ouml: 'ö',
  oslash: 'ø',
  ugrave: 'ù',
  uacute: 'ú',
  ucirc: 'û',
  uuml: 'ü',
  yuml: 'ÿ',
}

/** Old programs leave out the semicolon of these. */
const bare = new Set(['amp', 'lt', 'gt', 'quot', 'nbsp'])
/** What numbers from 128 to 159 mean where people write HTML: the characters of Windows-1252. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009Džÿ'

/** Text with its character references read. Line ends that were written as references are spaces. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(?:#[xX]([0-9a-fA-F]{1,8})|#(\d{1,10})|([a-zA-Z][a-zA-Z0-9]{1,30}))(;?)/g, read)
}

function read(whole: string, hex?: string, decimal?: string, name?: string, end?: string): string {
  if (hex !== undefined) return character(Number.parseInt(hex, 16))
  if (decimal !== undefined) return character(Number(decimal))
  const known = name !== undefined && (end === ';' || bare.has(name)) && Object.hasOwn(named, name)
  return known ? (named[name] ?? whole) : whole
}

function character(code: number): string {
  if (code >= 128 && code < 160) return windows.charAt(code - 128)
  if (code === 9) return '\t'
  if (code === 10 || code === 13 || code === 160) return ' '
  if (code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) return '\uFFFD'
  return code < 32 || code === 127 ? '' : String.fromCodePoint(code)
}
