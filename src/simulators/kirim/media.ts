import { drawDocument } from '../kit/document.ts'
import { showFilm } from '../kit/film.ts'
import { drawPicture } from '../kit/picture.ts'
import { recordSound } from '../kit/sound.ts'
import { text, type Store } from '../kit/store.ts'

/** The vendor's media lie on a host of their own, where the API key is not wanted; a simulator on a loopback port has it under a path. */
const host = 'media.kirim.example'
const localPath = '/_cdn/'

/** The address of a medium that a simulated person sent. */
export function mediaUrl(id: string): string {
  return `https://${host}/${id}`
}

/** Where a medium is fetched by whoever asked at `origin`: on the same port when that is on this machine, since the host is none. */
export function mediaLocation(url: string, { protocol, hostname, origin }: URL): string {
  const { hostname: lies, pathname } = new URL(url)
  const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return isLocal && lies === host ? `${origin}${localPath}${pathname.slice(1)}` : url
}

export function isMediaUrl(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  return hostname === host || pathname.startsWith(localPath)
}

type File = { type: string; bytes: Uint8Array<ArrayBuffer> }

/** What is made when it is fetched, by the ending of its name; the same name gives the same file. */
const makers: Readonly<Record<string, { type: string; make: (name: string) => Uint8Array<ArrayBuffer> }>> = {
  png: { type: 'image/png', make: drawPicture },
  wav: { type: 'audio/wav', make: recordSound },
  pdf: { type: 'application/pdf', make: drawDocument },
  svg: { type: 'image/svg+xml', make: drawLogo },
  mp4: { type: 'video/mp4', make: showFilm },
}

/** Every file that was sent to a customer, and what customers send as far as it can be made here, whole or the span that was asked for. */
export function answerMedia(store: Store, request: Request): Response {
  // A signed or public address refuses a second way of signing in, so that a key which was passed on comes to light.
  if (request.headers.has('Authorization')) return new Response('One way of signing in only.', { status: 400 })
  const { hostname, pathname } = new URL(request.url)
  const name = pathname.slice(hostname === host ? 1 : localPath.length)
  const file = request.method === 'GET' ? (storedFile(store, name) ?? madeFile(name)) : null
  if (file === null) return new Response('Not found', { status: 404 })
  const { type, bytes } = file
  const headers = { 'Content-Type': type, 'Accept-Ranges': 'bytes' }
  const span = spanOf(request.headers.get('Range'), bytes.length)
  if (span === null) return new Response(bytes, { headers })
  const [from, to] = span
  if (from > to) return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${bytes.length}` } })
  return new Response(bytes.slice(from, to + 1), {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${from}-${to}/${bytes.length}` },
  })
}

function storedFile(store: Store, name: string): File | null {
  const row = store.get('select * from files where id = ?', name)
  return row?.['bytes'] instanceof Uint8Array
    ? { type: text(row, 'mime_type'), bytes: new Uint8Array(row['bytes']) }
    : null
}

function madeFile(name: string): File | null {
  const [, ending = ''] = /^[\w-]+\.([a-z\d]{3})$/.exec(name) ?? []
  const maker = Object.hasOwn(makers, ending) ? makers[ending] : undefined
  return maker === undefined ? null : { type: maker.type, bytes: maker.make(name) }
}

/** The first and the last byte that are wanted; null for the whole. */
function spanOf(range: string | null, size: number): [from: number, to: number] | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') return [Math.max(0, size - Number(last)), size - 1]
  return [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
}

/** A picture that could run a script, as SVG can. */
function drawLogo(): Uint8Array<ArrayBuffer> {
  const script = '<script>document.title = "run"</script>'
  return encode(
    `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120">${script}<circle cx="60" cy="60" r="50"/></svg>`,
  )
}

function encode(source: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(source))
}
