import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Env } from './http.ts'

/** File names under /assets hold a hash of their content. */
const FOREVER = 'public, max-age=31536000, immutable'
const NONCE_PLACE = '{{nonce}}'

/** Serves the built page: its files, and index.html for every address that the page itself understands. */
export function pageRoutes(app: Hono<Env>, dist: string): void {
  const indexFile = path.join(dist, 'index.html')
  const index = existsSync(indexFile) ? readFileSync(indexFile, 'utf8') : null
  app.use('/assets/*', compress())
  app.use(
    '/assets/*',
    serveStatic({
      root: dist,
      onFound: (_file, c) => c.header('Cache-Control', FOREVER),
    }),
  )
  app.use('/:file{[\\w.-]+\\.(?:svg|png|ico|webmanifest|txt)}', serveStatic({ root: dist }))
  app.get('*', (c, next) => {
    const isPage = index !== null && !c.req.path.startsWith('/assets/') && !/^\/(v1|hooks)(\/|$)/.test(c.req.path)
    if (!isPage) return next()
    c.header('Cache-Control', 'no-cache')
    return Promise.resolve(c.html(index.replaceAll(NONCE_PLACE, c.get('styleNonce'))))
  })
}
