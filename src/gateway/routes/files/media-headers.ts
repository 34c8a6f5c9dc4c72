/** Types that a browser shows and that cannot run anything, by what they are shown as. SVG and HTML are not among them. */
const SHOWN = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'video/mp4',
  'video/webm',
  'video/3gpp',
  'audio/aac',
  'audio/amr',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'audio/opus',
  'audio/wav',
  'audio/webm',
])
/** What a CDN says when it does not know. */
const UNKNOWN = new Set(['', 'application/octet-stream', 'binary/octet-stream'])
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
}
const SAVED = 'application/octet-stream'

/**
 * How a file is served, whatever it really is: as one of the types that are shown, else as bytes to save. `served` is what its host says of
 * it, `told` what the message says; a host that claims something else is believed, since the browser is told not to guess.
 */
export function servedAs({ served, told }: { served: string | null; told: string | null }): {
  type: string
  disposition: 'inline' | 'attachment'
} {
  const type = [essence(served), essence(told)].find((type) => !UNKNOWN.has(type)) ?? SAVED
  if (SHOWN.has(type)) return { type, disposition: 'inline' }
  return { type: type === 'application/pdf' ? type : SAVED, disposition: 'attachment' }
}

function essence(type: string | null): string {
  const bare = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return Object.hasOwn(ALIASES, bare) ? (ALIASES[bare] ?? bare) : bare
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'application/pdf': 'pdf',
}

/** A `Content-Disposition` (RFC 6266) with a name that leads out of no folder and shows its true ending. */
export function contentDisposition(
  disposition: 'inline' | 'attachment',
  { filename, kind, type }: { filename: string | null; kind: string; type: string },
): string {
  const ending = ENDINGS[type]
  const name = safeName(filename ?? '') || (ending === undefined ? kind : `${kind}.${ending}`)
  const ascii = name.normalize('NFKD').replaceAll(/[^\w. ()-]/g, '_')
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${encodeName(name)}`
}

/** Without what could be a path or reorder what is read. */
function safeName(filename: string): string {
  return filename
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim()
}

/** As RFC 8187 has it: these four `encodeURIComponent` leaves as they are. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
