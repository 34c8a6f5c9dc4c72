/** How much of a file's beginning tells its type, in bytes. */
export const HEAD_BYTES = 4096

/** Types of files by what they are called, the usual ending first. */
const endings = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'video/mp4': ['mp4', 'm4v'],
  'video/3gpp': ['3gp', '3gpp'],
  'video/quicktime': ['mov', 'qt'],
  'audio/aac': ['aac'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/mpeg': ['mp3'],
  'audio/amr': ['amr'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'application/pdf': ['pdf'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'text/plain': ['txt', 'csv', 'log'],
} as const satisfies Record<string, readonly [string, ...string[]]>

type KnownType = keyof typeof endings

/** Containers that are alike far into the file; inside one the name decides, and a name that lies opens as nothing at all. */
const OFFICE = [
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const
const OLD_OFFICE = ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'] as const

/**
 * The type of a file by its first bytes, whatever its name and whoever brought it say; null for one that is not known here, or that could
 * run where it is opened: programs, scripts, and pages such as HTML and SVG are never sent, because they would run on the customer's side
 * under the shop's name.
 */
export function fileTypeOf(head: Uint8Array, filename: string): KnownType | null {
  const has = (at: number, text: string) => ascii(head, at, text.length) === text
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x89) && has(1, 'PNG\r\n\u{1a}\n')) return 'image/png'
  if (has(0, 'GIF87a') || has(0, 'GIF89a')) return 'image/gif'
  if (has(0, 'RIFF') && has(8, 'WEBP')) return 'image/webp'
  if (has(4, 'ftyp')) return boxedType(ascii(head, 8, 4))
  if (has(0, 'OggS')) return ascii(head, 0, 128).includes('OpusHead') ? 'audio/ogg' : null
  if (has(0, '#!AMR')) return 'audio/amr'
  if (has(0, 'ID3')) return 'audio/mpeg'
  if (starts(0xff)) return framedType(head[1] ?? 0)
  if (has(0, '%PDF-')) return 'application/pdf'
  if (starts(0x50, 0x4b, 0x03, 0x04)) return named(OFFICE, filename)
  if (starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return named(OLD_OFFICE, filename)
  return isPlainText(head) ? 'text/plain' : null
}

/** What is inside an ISO media file, by its major brand; null for a brand that is not known. */
function boxedType(brand: string): KnownType | null {
  if (brand.startsWith('3g')) return 'video/3gpp'
  if (/^(M4A|M4B)/.test(brand)) return 'audio/mp4'
  if (/^(isom|iso\d|mp4[12]|avc1|M4V |MSNV|dash|f4v )/.test(brand)) return 'video/mp4'
  if (/^(heic|heix|hevc|mif1|msf1|heim|heis)/.test(brand)) return 'image/heic'
  return brand === 'qt  ' ? 'video/quicktime' : null
}

/** MPEG audio begins with frames: layer 0 is AAC, layer 3 is MP3. */
function framedType(second: number): KnownType | null {
  if ((second & 0xf6) === 0xf0) return 'audio/aac'
  return (second & 0xe6) === 0xe2 ? 'audio/mpeg' : null
}

function named(types: readonly KnownType[], filename: string): KnownType | null {
  return types.find((type) => hasEnding(filename, type)) ?? null
}

/** Words and nothing else: no control characters, and neither markup nor a script. */
function isPlainText(head: Uint8Array): boolean {
  const isText = head.length > 0 && head.every((byte) => byte >= 0x20 || [0x09, 0x0a, 0x0c, 0x0d].includes(byte))
  const start = ascii(head, 0, 256)
    .replace(/^\u{ef}\u{bb}\u{bf}/u, '')
    .trimStart()
  return isText && !start.startsWith('<') && !start.startsWith('#!')
}

function ascii(head: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...head.subarray(from, from + length))
}

function hasEnding(filename: string, type: KnownType): boolean {
  const ending = /\.(\w+)$/.exec(filename.trim())?.[1]?.toLowerCase()
  return endings[type].some((usual) => usual === ending)
}

/** A longer name is cut; its ending stays. Vendors take 240. */
const MOST_NAME = 200

/**
 * The name that a file goes out under: without what could be a path or reorder what is read, and always with an ending of its type, so
 * that it opens as what it is and as nothing else.
 */
export function outgoingName(filename: string, type: string): string {
  const clean = filename
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim()
  const whole = clean === '' ? 'file' : clean
  if (!isKnownType(type)) return cut(whole, MOST_NAME)
  if (!hasEnding(whole, type)) return `${cut(whole, MOST_NAME - 5)}.${endings[type][0]}`
  const dot = whole.lastIndexOf('.')
  return `${cut(whole.slice(0, dot), MOST_NAME - 5)}${whole.slice(dot)}`
}

/** By characters as Unicode counts them: half of one is none. */
function cut(text: string, most: number): string {
  return Array.from(text).slice(0, most).join('')
}

function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(endings, type)
}

/** The usual endings of types, for a sentence or a file dialog; a type that is not known here is left out. */
export function endingsOf(types: readonly string[]): string[] {
  return [...new Set(types.flatMap((type) => (isKnownType(type) ? [...endings[type]] : [])))]
}

/** One ending for each type, the usual one. */
export function usualEndingsOf(types: readonly string[]): string[] {
  return [...new Set(types.flatMap((type) => (isKnownType(type) ? endings[type][0] : [])))]
}
