import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { endingsOf, fileTypeOf, outgoingName, usualEndingsOf } from './file-type.ts'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (sign) => sign.charCodeAt(0)) : part)),
  )
const zip = bytes('PK', [3, 4], 'anything')
const ole = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

test.each([
  [bytes([0xff, 0xd8, 0xff, 0xe0]), 'foto.txt', 'image/jpeg'],
  [bytes([0x89], 'PNG\r\n\u{1a}\n'), 'x', 'image/png'],
  [bytes('GIF89a'), 'x.gif', 'image/gif'],
  [bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'x.webp', 'image/webp'],
  [bytes([0, 0, 0, 24], 'ftypheic'), 'x.jpg', 'image/heic'],
  [bytes([0, 0, 0, 24], 'ftypisom'), 'x.mp4', 'video/mp4'],
  [bytes([0, 0, 0, 24], 'ftypmp42'), 'x', 'video/mp4'],
  [bytes([0, 0, 0, 24], 'ftyp3gp5'), 'x', 'video/3gpp'],
  [bytes([0, 0, 0, 20], 'ftypqt  '), 'x.mov', 'video/quicktime'],
  [bytes([0, 0, 0, 24], 'ftypM4A '), 'x', 'audio/mp4'],
  [bytes('OggS', [0, 2], 'OpusHead'), 'x.ogg', 'audio/ogg'],
  [bytes('ID3', [4]), 'x', 'audio/mpeg'],
  [bytes([0xff, 0xfb, 0x90]), 'x', 'audio/mpeg'],
  [bytes([0xff, 0xf1, 0x50]), 'x', 'audio/aac'],
  [bytes('#!AMR\n'), 'x', 'audio/amr'],
  [bytes('%PDF-1.7'), 'x', 'application/pdf'],
  [zip, 'Harga.XLSX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  [ole, 'surat.doc', 'application/msword'],
  [bytes('Nama;Jumlah\nBudi;2\n'), 'daftar.csv', 'text/plain'],
  [bytes('Terima kasih, Kak ', [0xf0, 0x9f, 0x99, 0x8f]), 'x.txt', 'text/plain'],
])('the first bytes tell the type: %#', (head, name, type) => {
  expect(fileTypeOf(head, name)).toBe(type)
})

test.each([
  ['a program', bytes('MZ', [0x90, 0, 3]), 'foto.jpg'],
  ['a program of another kind', bytes([0x7f], 'ELF', [2]), 'surat.pdf'],
  ['a script', bytes('#!/bin/sh\nrm -rf ~'), 'daftar.txt'],
  ['a page', bytes('\n  <!DOCTYPE html><script>'), 'daftar.txt'],
  ['a page behind a byte order mark', bytes([0xef, 0xbb, 0xbf], '<html>'), 'x.txt'],
  ['a drawing that can run', bytes('<svg onload="alert(1)">'), 'gambar.png'],
  ['an archive', zip, 'semua.zip'],
  ['an installer', ole, 'setup.msi'],
  ['a song in a container for songs of other kinds', bytes('OggS', [0, 2], 'vorbis'), 'x.ogg'],
  ['nothing', bytes(), 'x.txt'],
])('%s is no file to send', (_what, head, name) => {
  expect(fileTypeOf(head, name)).toBeNull()
})

test.each([
  ['struk.PNG', 'image/png', 'struk.PNG'],
  ['struk', 'image/png', 'struk.png'],
  ['faktur.pdf.exe', 'application/pdf', 'faktur.pdf.exe.pdf'],
  ['run.bat', 'text/plain', 'run.bat.txt'],
  ['../../etc/passwd', 'text/plain', 'etc passwd.txt'],
  ['\u{202e}gpj.exe', 'image/jpeg', 'gpj.exe.jpg'],
  ['  ', 'image/jpeg', 'file.jpg'],
  ['Daftar harga 🛍️.xlsx', 'application/pdf', 'Daftar harga 🛍️.xlsx.pdf'],
])('a file goes out under a name that opens as what it is: %s', (given, type, name) => {
  expect(outgoingName(given, type)).toBe(name)
})

test('whatever a file is called, its name is short, of one line, and ends as its type does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
      const name = outgoingName(given, 'application/pdf')
      expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\]+\.pdf$/iu)
      expect(Array.from(name).length).toBeLessThanOrEqual(200)
      expect(name.isWellFormed()).toBe(true)
    }),
  )
})

test('endings are those of the types, once each', () => {
  expect(endingsOf(['video/mp4', 'audio/mp4', 'made/up'])).toEqual(['mp4', 'm4v', 'm4a'])
  expect(usualEndingsOf(['image/jpeg', 'video/mp4', 'made/up'])).toEqual(['jpg', 'mp4'])
})
