import type { Hono } from 'hono'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Connector } from '#connectors/connector.ts'
import { actorOf } from '#gateway/auth/who.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { uploadById, uploadByToken } from '#gateway/storage/uploads.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { refuseWithoutAddress, wantsAddress } from '#gateway/usecases/files/outgoing-files.ts'
import { discardUpload, receiveUpload } from '#gateway/usecases/files/receive-upload.ts'
import { answerFile } from './file-answer.ts'
import { done, honoPath, route } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import { readParam } from '../plumbing/read-request.ts'

export type UploadDeps = {
  storage: Storage
  now: () => number
  workspaceId: string
  connectorOf: (connectionId: string) => Connector | undefined
  /** Where vendors find us; null when they cannot. */
  linkBase: string | null
}

/** Files on their way to a customer: in from an agent, out to the vendor. */
export function uploadRoutes(app: Hono<Env>, deps: UploadDeps): void {
  const { storage, workspaceId } = deps

  route(app, endpoints.createUpload, async ({ c, query, who }) => {
    const connector = deps.connectorOf(query.connection) ?? fail('resource_not_found', { param: 'connection' })
    const files = Object.values(connector.channels).flatMap(({ sends }) => sends?.files ?? [])
    if (files.length === 0) fail('cannot_send', { param: 'connection' })
    if (files.every((one) => wantsAddress(one, deps.linkBase))) return refuseWithoutAddress()
    // The channel is not known yet: what any of them takes comes in, and the message that names it is judged by its own.
    const takes = files.flatMap((one) => one.takes).toSorted((a, b) => b.max_bytes - a.max_bytes)
    const length = c.req.header('Content-Length')
    return {
      data: await receiveUpload(deps, {
        workspaceId,
        author: actorOf(who).id,
        filename: query.filename,
        takes,
        length: length === undefined ? null : Number(length),
        body: c.req.raw.body ?? nothing(),
      }),
    }
  })

  route(app, endpoints.discardUpload, async ({ who, param }) => {
    await discardUpload(deps, { workspaceId, author: actorOf(who).id, id: param('id') })
    return done
  })

  app.get(honoPath(openRoutes.uploadContent.path), async (c) => {
    const who = (await c.get('plumbing').guard(c, openRoutes.uploadContent.access)) ?? fail('authentication_required')
    const row = await uploadById(storage.db, workspaceId, readParam(c, 'id'))
    const isTheirs = row !== undefined && (row.used_ms !== null || row.author === actorOf(who).id)
    if (!isTheirs) return fail('resource_not_found')
    return answerFile(c, storage, row, 'page')
  })

  app.get(honoPath(openRoutes.outgoingFile.path), async (c) => {
    const row = await uploadByToken(storage.db, workspaceId, readParam(c, 'token'))
    if (row === undefined || row.link_until_ms === null) return fail('resource_not_found')
    if (row.link_until_ms <= deps.now()) return fail('file_expired')
    return answerFile(c, storage, row, 'vendor')
  })
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
