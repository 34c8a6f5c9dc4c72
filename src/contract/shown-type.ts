/** Types that a browser shows and that cannot run anything. SVG and HTML are not among them. */
const shown: ReadonlySet<string> = new Set([
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

const usual: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
}

/** A MIME type as it is usually written, without parameters; empty for none. */
export function bareType(type: string | null): string {
  const bare = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return Object.hasOwn(usual, bare) ? (usual[bare] ?? bare) : bare
}

/** Whether a file of a bare type is shown where it stands; every other is served to be saved, and drawn so. */
export function isShownType(type: string): boolean {
  return shown.has(type)
}
