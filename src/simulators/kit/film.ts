import { readFileSync } from 'node:fs'

/** A bag that turns its strap, two seconds and a half, as MP4; there is one film only. */
export function showFilm(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL('film.mp4', import.meta.url)))
}
