import { uploadEndpoints } from '#contract/endpoints/uploads.ts'
import type { Upload } from '#contract/upload.ts'
import { clientId, createCall } from '../http.ts'
import { sessionExpiry } from '../session-expiry.ts'

/** Uploads one file; fails with `ApiError`, or as the abort of `signal` does. `onProgress` is told how much went out, from 0 to 1. */
export type SendFile = (
  file: Blob,
  options: { connectionId: string; filename: string; signal: AbortSignal; onProgress: (part: number) => void },
) => Promise<Upload>

/** A large file over a slow line; a line that is dead is noticed long before. */
const TIMEOUT_MS = 60 * 60 * 1000
/** A line over which nothing went for so long is dead. */
const STALLED_MS = 60_000

/** Uploads by XMLHttpRequest, because fetch does not tell how much of a body went out. */
export const sendFile: SendFile = async (file, { connectionId, filename, signal, onProgress }) => {
  const call = createCall({
    fetch: (url, init) => post(file, url, init, onProgress),
    clientId,
    timeoutMs: TIMEOUT_MS,
    onSignedOut: () => sessionExpiry.signal(),
  })
  const query = { connection: connectionId, filename: filename.slice(-512) || 'file' }
  const { data } = await call(uploadEndpoints.createUpload, { query, signal })
  return data
}

function post(file: Blob, url: string, init: RequestInit, onProgress: (part: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let stalled = 0
    const watch = () => {
      clearTimeout(stalled)
      stalled = window.setTimeout(() => request.abort(), STALLED_MS)
    }
    const lost = () => {
      clearTimeout(stalled)
      const reason: unknown = init.signal?.reason
      reject(reason instanceof Error ? reason : new TypeError('The upload was torn.'))
    }
    request.open(init.method ?? 'POST', url)
    for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded }) => {
      watch()
      onProgress(Math.min(1, loaded / file.size))
    })
    request.addEventListener('error', lost)
    request.addEventListener('abort', lost)
    request.addEventListener('load', () => {
      clearTimeout(stalled)
      const wait = request.getResponseHeader('retry-after')
      const headers: HeadersInit = wait === null ? {} : { 'retry-after': wait }
      resolve(new Response(request.responseText, { status: request.status, headers }))
    })
    init.signal?.addEventListener('abort', () => request.abort())
    watch()
    request.send(file)
  })
}
