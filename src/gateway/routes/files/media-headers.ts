import { bareType, isShownType } from '#contract/shown-type.ts'

/** What a CDN says when it does not know. */
const UNKNOWN = new Set(['', 'application/octet-stream', 'binary/octet-stream'])
const SAVED = 'application/octet-stream'

/**
 * How a file is served, whatever it really is: as one of the types that are shown, else as bytes to save. `served` is what its host says of
 * it, `told` what the message says; a host that claims something else is believed, since the browser is told not to guess.
 */
export function servedAs({ served, told }: { served: string | null; told: string | null }): {
  type: string
  disposition: 'inline' | 'attachment'
} {
  const type = [bareType(served), bareType(told)].find((type) => !UNKNOWN.has(type)) ?? SAVED
  if (isShownType(type)) return { type, disposition: 'inline' }
  return { type: type === 'application/pdf' ? type : SAVED, disposition: 'attachment' }
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
