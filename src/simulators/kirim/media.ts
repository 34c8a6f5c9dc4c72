import { drawPicture } from './picture.ts'
import { text, type Store } from './store.ts'

/** The vendor's media lie on a host of their own, where the API key is not wanted. */
const host = 'media.kirim.example'

/** The address of a medium that a simulated person sent. */
export function mediaUrl(id: string): string {
  return `https://${host}/${id}`
}

export function isMediaUrl(url: string): boolean {
  return new URL(url).hostname === host
}

/** Every picture that a customer sent can be fetched, and every file that was sent to one; of other kinds there is nothing to show. */
export function answerMedia(store: Store, request: Request): Response {
  // A signed or public address refuses a second way of signing in, so that a key which was passed on comes to light.
  if (request.headers.has('Authorization')) return new Response('One way of signing in only.', { status: 400 })
  const { pathname } = new URL(request.url)
  const file = store.get('select * from files where id = ?', pathname.slice(1))
  if (request.method === 'GET' && file?.['bytes'] instanceof Uint8Array) {
    return new Response(new Uint8Array(file['bytes']), { headers: { 'Content-Type': text(file, 'mime_type') } })
  }
  if (request.method !== 'GET' || !/^\/[\w-]+\.png$/.test(pathname)) return new Response('Not found', { status: 404 })
  return new Response(drawPicture(pathname), { headers: { 'Content-Type': 'image/png' } })
}
