import { expect, test } from 'vitest'
import { shownAs } from './shown-as.ts'

test.each([
  ['image', 'image/jpeg', 'image'],
  ['image', null, 'image'],
  ['sticker', 'image/webp', 'sticker'],
  ['video', 'video/mp4', 'video'],
  ['audio', 'audio/ogg', 'audio'],
  ['audio', 'audio/ogg; codecs=opus', 'audio'],
  ['video', 'Video/MP4; codecs=avc1', 'video'],
  ['audio', 'audio/flac', 'document'],
  ['audio', 'video/mp4', 'document'],
  ['document', 'image/png', 'document'],
  ['image', 'image/svg+xml', 'document'],
  ['sticker', 'image/svg+xml', 'document'],
  ['image', 'text/html', 'document'],
  ['video', 'video/quicktime', 'document'],
] as const)('%s of type %s is shown as %s', (kind, mime_type, expected) => {
  expect(shownAs({ kind, mime_type })).toBe(expected)
})
