import { expect, test } from 'vitest'
import { formBody } from './multipart.ts'

const bytes = Uint8Array.from({ length: 300 }, (_, at) => at % 256)

test('a form is read as it was written, its length is what was announced, and no name breaks out of its line', async () => {
  const name = 'a"b\r\nX-Evil: 1.png'
  const file = { filename: name, mimeType: 'image/png', size: bytes.length, open: () => new Blob([bytes]).stream() }
  const { headers, body } = formBody(
    [
      ['key', 'uploads/1'],
      ['policy', 'äé'],
    ],
    'file',
    file,
  )
  const whole = await new Response(body).bytes()
  expect(headers['Content-Length']).toBe(String(whole.length))
  const form = await new Response(whole, { headers }).formData()
  const read = form.get('file')
  expect([...form.keys()]).toEqual(['key', 'policy', 'file'])
  expect([form.get('key'), form.get('policy')]).toEqual(['uploads/1', 'äé'])
  expect(read instanceof File && [read.type, await read.bytes()]).toEqual(['image/png', bytes])
})
