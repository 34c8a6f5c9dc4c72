import { http } from 'msw'
import type { RequestHandler } from 'msw'
import { uploadEndpoints } from '#contract/endpoints/uploads.ts'
import { fileTypeOf, HEAD_BYTES } from '#contract/file-type.ts'
import { judgeFile } from '#contract/upload.ts'
import type { Upload } from '#contract/upload.ts'
import { answer, refuse } from './answers.ts'
import type { World } from './world.ts'

/** Files that agents bring, judged as the gateway judges them. */
export function uploadHandlers({ connections, files }: Pick<World, 'connections' | 'files'>): RequestHandler[] {
  return [
    http.post(`*${uploadEndpoints.createUpload.path}`, async ({ request }) => {
      const query = new URL(request.url).searchParams
      const filename = query.get('filename') ?? ''
      const { channels = [] } = connections.find(({ id }) => id === query.get('connection')) ?? {}
      const takes = channels.flatMap(({ sends }) => sends?.files?.takes ?? [])
      const bytes = new Uint8Array(await request.arrayBuffer())
      const type = fileTypeOf(bytes.subarray(0, HEAD_BYTES), filename)
      const verdict = judgeFile(takes, { type, size: bytes.byteLength })
      if (!('fits' in verdict)) return refuse('unsupported_file')
      const id = `upl_${String(files.length).padStart(26, '0')}`
      const { kind } = verdict.fits
      const upload: Upload = { id, object: 'upload', kind, mime_type: type ?? '', filename, size: bytes.byteLength }
      files.push({ upload, bytes })
      return Response.json({ data: upload, request_id: 'req_mock' })
    }),
    http.get('*/v1/uploads/:id/content', ({ params }) => {
      const file = files.find(({ upload }) => upload.id === params['id'])
      if (file === undefined) return refuse('resource_not_found')
      return new Response(file.bytes, { headers: { 'Content-Type': file.upload.mime_type } })
    }),
    answer(uploadEndpoints.discardUpload, ({ params }) => {
      const place = files.findIndex(({ upload }) => upload.id === params['id'])
      if (place === -1) return refuse('resource_not_found')
      files.splice(place, 1)
      return { data: { done: true } }
    }),
  ]
}
