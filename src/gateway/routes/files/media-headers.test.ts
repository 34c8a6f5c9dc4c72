import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentDisposition, servedAs } from './media-headers.ts'

test.each([
  ['image/jpeg', null, 'image/jpeg', 'inline'],
  ['IMAGE/PNG; charset=x', null, 'image/png', 'inline'],
  ['image/jpg', null, 'image/jpeg', 'inline'],
  ['audio/ogg; codecs=opus', null, 'audio/ogg', 'inline'],
  [null, 'video/mp4', 'video/mp4', 'inline'],
  ['application/octet-stream', 'image/webp', 'image/webp', 'inline'],
  ['application/pdf', null, 'application/pdf', 'attachment'],
  ['image/svg+xml', 'image/svg+xml', 'application/octet-stream', 'attachment'],
  ['image/svg+xml', 'image/png', 'application/octet-stream', 'attachment'],
  [null, 'image/svg+xml', 'application/octet-stream', 'attachment'],
  ['text/html', 'image/png', 'application/octet-stream', 'attachment'],
  ['application/xhtml+xml', null, 'application/octet-stream', 'attachment'],
  ['text/xml', null, 'application/octet-stream', 'attachment'],
  [null, null, 'application/octet-stream', 'attachment'],
  ['constructor', '__proto__', 'application/octet-stream', 'attachment'],
])('%j, told as %j, is served as %s, %s', (served, told, type, disposition) => {
  expect(servedAs({ served, told })).toEqual({ type, disposition })
})

test.each([
  ['nota.pdf', `attachment; filename="nota.pdf"; filename*=UTF-8''nota.pdf`],
  ['../../etc/passwd', `attachment; filename="etc passwd"; filename*=UTF-8''etc%20passwd`],
  [
    'Bukti “transfer”.pdf',
    `attachment; filename="Bukti _transfer_.pdf"; filename*=UTF-8''Bukti%20%E2%80%9Ctransfer%E2%80%9D.pdf`,
  ],
  ['\u202Efdp.exe', `attachment; filename="fdp.exe"; filename*=UTF-8''fdp.exe`],
  ['...', `attachment; filename="document.pdf"; filename*=UTF-8''document.pdf`],
  [null, `attachment; filename="document.pdf"; filename*=UTF-8''document.pdf`],
])('%j is saved under a name that leads nowhere', (filename, expected) => {
  expect(contentDisposition('attachment', { filename, kind: 'document', type: 'application/pdf' })).toBe(expected)
})

test('whatever a file is called, its header is one line of ASCII with one name in each form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (filename) => {
      const header = contentDisposition('inline', { filename, kind: 'image', type: 'image/png' })
      expect(header).toMatch(/^inline; filename="[\w. ()-]+"; filename\*=UTF-8''[\w.~!%-]+$/)
      expect(() => new Headers({ 'Content-Disposition': header })).not.toThrow()
    }),
  )
})
