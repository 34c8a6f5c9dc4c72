import { drawPicture } from '../kit/picture.ts'
import { storedBytes } from './uploads.ts'
import type { Vendor } from './vendor.ts'

/** Attachments lie on a public host of their own, where the token is not wanted; a simulator on a loopback port has them under a path. */
const host = 'files.highlevel.example'
const localPath = '/_files/'

/** The public address of a file that was handed over. */
export function fileUrl(name: string): string {
  return `https://${host}/${name}`
}

/** The address of a picture that a simulated person sent. */
export function pictureUrl(name: string): string {
  return `https://${host}/${name}.png`
}

/** The same files for whoever asked at `url`: on the same port when that is on this machine, since the host is none. */
export function located(addresses: readonly string[], url: string): string[] {
  const { protocol, hostname, origin } = new URL(url)
  const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return addresses.map((address) => (isLocal ? address.replace(`https://${host}/`, `${origin}${localPath}`) : address))
}

export function isFileUrl(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  return hostname === host || pathname.startsWith(localPath)
}

/** What was handed over, or a picture that is made when it is fetched; the same name gives the same one. */
export function answerFile(vendor: Vendor, request: Request): Response {
  // A public address refuses a way of signing in, so that a token which was passed on comes to light.
  if (request.headers.has('Authorization')) return new Response('Nobody signs in here.', { status: 400 })
  const name = new URL(request.url).pathname.split('/').at(-1) ?? ''
  const stored = storedBytes(vendor, name)
  if (request.method === 'GET' && stored !== null) return stored
  if (request.method !== 'GET' || !/^[\w-]+\.png$/.test(name)) return new Response('Not found', { status: 404 })
  return new Response(drawPicture(name), { headers: { 'Content-Type': 'image/png' } })
}
