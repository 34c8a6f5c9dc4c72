import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build, preview } from 'vite'
import { scratchFolder } from '../scratch.ts'

/** Builds the bare page as the real one is built, and serves it. */
export async function serveBarePage(): Promise<{ url: string; stop(): Promise<void> }> {
  const { folder: outDir, remove } = scratchFolder()
  const common = { root: path.join(import.meta.dirname, 'bare-page'), configFile: false, logLevel: 'warn' } as const
  await build({ ...common, plugins: [react()], build: { outDir, target: 'es2023', emptyOutDir: true } })
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 4680 } })
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    async stop() {
      await server.close()
      remove()
    },
  }
}
