import type { Hono } from 'hono'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { openApiDocument } from '#contract/openapi.ts'
import type { Env } from './plumbing/http.ts'

/** The description of the API, written when it is first asked for. */
export function openApiRoutes(app: Hono<Env>): void {
  let document: string | null = null
  app.get(openRoutes.openapi.path, (c) => {
    document ??= JSON.stringify(openApiDocument())
    return c.body(document, 200, { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=300' })
  })
}
