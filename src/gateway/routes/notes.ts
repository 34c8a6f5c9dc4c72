import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { actorOf } from '#gateway/auth/who.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { deleteNote, readNotes, writeNote } from '#gateway/usecases/writing/notes.ts'
import type { Cursors } from './plumbing/cursor.ts'
import { clientOf, done, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'
import { idempotencyKeyOf } from './plumbing/idempotency-key.ts'
import { pagesByTime } from './plumbing/pages-by-time.ts'

/** What colleagues write for each other beside a thread. */
export function noteRoutes(app: Hono<Env>, deps: { storage: Storage; cursors: Cursors; now: () => number }): void {
  route(app, endpoints.listNotes, async ({ query, who, param }) => {
    const conversationId = param('id')
    const pages = pagesByTime(deps.cursors, JSON.stringify(['notes', conversationId]))
    const at = { workspaceId: who.workspaceId, conversationId }
    const { notes, hasMore } = await readNotes(deps, at, pages.cutOf(query))
    return pages.answer(notes, hasMore)
  })

  route(app, endpoints.writeNote, async ({ c, who, body, param }) => ({
    data: await writeNote(deps, {
      workspaceId: who.workspaceId,
      conversationId: param('id'),
      key: idempotencyKeyOf(c),
      text: body.text,
      actor: actorOf(who),
      client: clientOf(c),
    }),
  }))

  route(app, endpoints.deleteNote, async ({ c, who, param }) => {
    await deleteNote(deps, {
      workspaceId: who.workspaceId,
      conversationId: param('id'),
      noteId: param('note_id'),
      actor: actorOf(who),
      client: clientOf(c),
      ofAnybody: who.agent.role === 'owner',
    })
    return done
  })
}
