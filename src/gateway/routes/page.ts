import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Env } from './plumbing/http.ts'

/** What is not the page's: the API, webhooks, and files, which are there or are not. */
const NOT_THE_PAGE = /^\/(v1|hooks|out|media|assets)(\/|$)|^\/[^/]*\.\w+$/
/** File names under /assets hold a hash of their content. */
const FOREVER = 'public, max-age=31536000, immutable'

/** Serves the built page: its files, and index.html for every address that the page itself understands. Nothing when it was not built. */
export function pageRoutes(app: Hono<Env>, dist: string): void {
  const indexFile = path.join(dist, 'index.html')
  if (!existsSync(indexFile)) return
  const index = readFileSync(indexFile, 'utf8')

  app.use('/assets/*', compress(), async (c, next) => {
    await next()
    if (c.res.ok) c.header('Cache-Control', FOREVER)
  })
  app.use('/assets/*', serveStatic({ root: dist }))
  app.use('/:file{[\\w.-]+\\.(?:svg|png|ico|webmanifest|txt)}', serveStatic({ root: dist }))
  app.get('*', async (c, next) => {
    if (NOT_THE_PAGE.test(c.req.path)) return next()
    c.header('Cache-Control', 'no-cache')
    return c.html(index)
  })
}
