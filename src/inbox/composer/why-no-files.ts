import type { ChannelSends } from '#contract/connection.ts'

/** Why no file can be added to an answer now: `window` only a template goes out. */
export type FilesObstacle = 'vendor' | 'needs_public_url' | 'window'

/** Null when files can be added. */
export function whyNoFiles(sends: ChannelSends, isWindowClosed: boolean): FilesObstacle | null {
  if (sends.files === null) return 'vendor'
  if (sends.files.why_not !== null) return sends.files.why_not
  return sends.window && isWindowClosed ? 'window' : null
}
