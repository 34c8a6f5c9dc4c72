import { expect, test } from 'vitest'
import type { FileRule, Upload } from '#contract/upload.ts'
import { ApiError } from '../api-error.ts'
import { createLocalItems } from '../local-items.ts'
import { createUploads } from './uploads.ts'
import type { OutgoingMessage } from './outgoing.ts'
import type { SendFile } from './upload-request.ts'
import { memoryStorage } from '../storage.harness.ts'

const takes: FileRule[] = [
  { kind: 'image', types: ['image/png'], max_bytes: 100, max_caption: 1024 },
  { kind: 'document', types: ['text/plain'], max_bytes: 1000, max_caption: 1024 },
]
const to = (conversationId: string) => ({ conversationId, connectionId: 'con_1', takes })
const words = (name = 'daftar.txt', text = 'satu dua') => new File([text], name)
const picture = (size = 20) => {
  const bytes = new Uint8Array(size)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new File([bytes], 'struk.png')
}

type Sent = {
  name: string
  onProgress: (part: number) => void
  signal: AbortSignal
  arrive: () => Promise<void>
  tear: () => Promise<void>
}

/** A device with uploads under way that the test lets arrive. */
function openDevice(kept: Storage = memoryStorage()) {
  const sent: Sent[] = []
  const discarded: string[] = []
  const sendFile: SendFile = (file, { filename, signal, onProgress }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Upload>()
    const upload: Upload = {
      id: `upl_${sent.length}`,
      object: 'upload',
      kind: filename.endsWith('.png') ? 'image' : 'document',
      mime_type: filename.endsWith('.png') ? 'image/png' : 'text/plain',
      filename,
      size: file.size,
    }
    signal.addEventListener('abort', () => reject(signal.reason))
    const arrive = async () => {
      resolve(upload)
      await settle()
    }
    const tear = async () => {
      reject(new ApiError('network', 'torn'))
      await settle()
    }
    sent.push({ name: filename, onProgress, signal, arrive, tear })
    return promise
  }
  let made = 0
  const open = () =>
    createUploads({
      items: createLocalItems(kept, 'sigap.attachment.agt_maya.'),
      sendFile,
      discard: (id) => discarded.push(id),
      newKey: () => `key_${(made += 1)}`,
      now: () => made,
    })
  return { open, sent, discarded, kept }
}

/** Reading a file's first bytes takes a turn of the event loop or two. */
async function settle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}

test('a file is shown at once, and how much of it went out', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words()])
  expect(uploads.of('cnv_ana')).toMatchObject([{ filename: 'daftar.txt', size: 8, state: 'reading' }])
  await settle()
  sent[0]?.onProgress(0.5)
  expect(uploads.of('cnv_ana')).toMatchObject([{ state: 'uploading', progress: 0.5, rule: { kind: 'document' } }])
  await sent[0]?.arrive()
  expect(uploads.of('cnv_ana')).toMatchObject([{ state: 'uploaded', upload: 'upl_0' }])
})

test.each([
  [
    'of a type that the channel does not take',
    new File(['<svg/>'], 'gambar.png'),
    { why: 'type', endings: ['png', 'txt'] },
  ],
  ['too large', picture(101), { why: 'size', most: 100 }],
  ['empty', new File([], 'kosong.txt'), { why: 'empty' }],
])('a file that is %s is refused before anything of it goes out', async (_why, file, refusal) => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [file])
  await settle()
  expect(uploads.of('cnv_ana')).toMatchObject([{ state: 'refused', refusal }])
  expect(sent).toEqual([])
  expect(uploads.claim('cnv_ana')).toEqual([])
  expect(uploads.of('cnv_ana')).toHaveLength(1)
})

test('a file belongs to the conversation that it was added in, whatever else is added meanwhile', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  const names = Array.from({ length: 20 }, (_, at) => [`cnv_${at % 5}`, `${at}.txt`] as const)
  for (const [id, name] of names) uploads.add(to(id), [words(name)])
  await settle()
  for (let at = 0; at < 20; at += 1) await sent[at]?.arrive()
  for (const id of new Set(names.map(([id]) => id))) {
    const own = names.filter(([other]) => other === id).map(([, name]) => name)
    expect(uploads.of(id).map(({ filename, state }) => [filename, state])).toEqual(
      own.map((name) => [name, 'uploaded']),
    )
  }
})

test('a torn upload can be tried again', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words()])
  await settle()
  await sent[0]?.tear()
  expect(uploads.of('cnv_ana')).toMatchObject([{ state: 'failed' }])
  uploads.retry(uploads.of('cnv_ana')[0]?.key ?? '')
  await settle()
  await sent[1]?.arrive()
  expect(uploads.of('cnv_ana')).toMatchObject([{ state: 'uploaded' }])
})

test('a file that is removed goes nowhere, and the gateway forgets what it had of it', async () => {
  const { open, sent, discarded, kept } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words('satu.txt'), words('dua.txt')])
  await settle()
  await sent[1]?.arrive()
  for (const { key } of uploads.of('cnv_ana')) uploads.remove(key)
  expect(uploads.of('cnv_ana')).toEqual([])
  expect(sent[0]?.signal.aborted).toBe(true)
  expect(discarded).toEqual(['upl_1'])
  expect(kept.length).toBe(0)
})

test('a message takes its files along, and waits for those that are on their way', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words()])
  await settle()
  const [claimed] = uploads.claim('cnv_ana')
  expect(uploads.of('cnv_ana')).toEqual([])
  const finished = claimed?.finish()
  await sent[0]?.arrive()
  expect(await finished).toMatchObject({ id: 'upl_0' })
  expect(await claimed?.finish()).toMatchObject({ id: 'upl_0' })
  expect(sent).toHaveLength(1)
})

test('a message whose upload was torn uploads it again', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words()])
  await settle()
  const [claimed] = uploads.claim('cnv_ana')
  const first = claimed?.finish()
  void first?.catch(() => undefined)
  await sent[0]?.tear()
  await expect(first).rejects.toMatchObject({ kind: 'network' })
  const second = claimed?.finish()
  await settle()
  await sent[1]?.arrive()
  expect(await second).toMatchObject({ id: 'upl_1' })
})

/** A message that was taken back. */
const messageWith = (key: string, upload?: string): OutgoingMessage => ({
  key,
  conversationId: 'cnv_ana',
  body: upload === undefined ? {} : { attachment: { upload } },
  text: 'Ini',
  at: 1,
  state: 'refused',
  code: null,
  news: [],
  resolves: false,
  file: { kind: 'image', mime_type: 'image/png', filename: 'struk.png', size: 20 },
})

test('the file of a message of an earlier page comes back if it was uploaded, and is lost if not', async () => {
  const uploads = openDevice().open()
  uploads.putBack(messageWith('key_a', 'upl_7'))
  uploads.putBack(messageWith('key_b'))
  expect(uploads.of('cnv_ana')).toMatchObject([
    { filename: 'struk.png', state: 'uploaded', preview: '/v1/uploads/upl_7/content' },
    { filename: 'struk.png', state: 'lost' },
  ])
  expect(await uploads.claim('cnv_ana')[0]?.finish()).toMatchObject({ id: 'upl_7', kind: 'image' })
})

test('a file that the gateway has forgotten is uploaded anew, while it is here', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words()])
  await settle()
  await sent[0]?.arrive()
  const [claimed] = uploads.claim('cnv_ana')
  const again = claimed?.finish(true)
  await settle()
  await sent[1]?.arrive()
  expect(await again).toMatchObject({ id: 'upl_1' })
  uploads.putBack(messageWith('key_a', 'upl_7'))
  await expect(uploads.claim('cnv_ana')[0]?.finish(true)).rejects.toMatchObject({ code: 'file_lost' })
})

test('the upload of a message that waits can be ended, and its file comes back into the answer', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words()])
  await settle()
  const [claimed] = uploads.claim('cnv_ana')
  const finished = claimed?.finish()
  void finished?.catch(() => undefined)
  uploads.cancel(claimed?.attachment.key ?? '')
  await expect(finished).rejects.toMatchObject({ code: 'file_cancelled' })
  uploads.putBack(messageWith(claimed?.attachment.key ?? ''))
  const [again] = uploads.of('cnv_ana')
  expect(again).toMatchObject({ filename: 'daftar.txt', state: 'failed' })
  expect(again?.key).not.toBe(claimed?.attachment.key)
  uploads.retry(again?.key ?? '')
  await settle()
  await sent[1]?.arrive()
  expect(uploads.of('cnv_ana')).toMatchObject([{ state: 'uploaded' }])
})

test('after a reload what was uploaded is still there, and what was not is named as lost', async () => {
  const { open, sent } = openDevice()
  const before = open()
  before.add(to('cnv_ana'), [words('satu.txt'), picture()])
  await settle()
  await sent[1]?.arrive()
  const after = open()
  expect(after.of('cnv_ana')).toMatchObject([
    { filename: 'satu.txt', state: 'lost' },
    { filename: 'struk.png', state: 'uploaded', preview: '/v1/uploads/upl_1/content' },
  ])
  const [claimed] = after.claim('cnv_ana')
  expect(await claimed?.finish()).toMatchObject({ id: 'upl_1', kind: 'image', mime_type: 'image/png' })
  expect(after.of('cnv_ana')).toMatchObject([{ state: 'lost' }])
})

test('two files go out at a time, the others wait their turn', async () => {
  const { open, sent } = openDevice()
  const uploads = open()
  uploads.add(to('cnv_ana'), [words('1.txt'), words('2.txt'), words('3.txt')])
  await settle()
  expect(sent.map(({ name }) => name)).toEqual(['1.txt', '2.txt'])
  await sent[0]?.arrive()
  expect(sent.map(({ name }) => name)).toEqual(['1.txt', '2.txt', '3.txt'])
})
