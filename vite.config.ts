import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import compile from 'icu-minify/compile'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const gateway = process.env['SIGAP_GATEWAY'] ?? 'http://127.0.0.1:4600'

/**
 * Compiles the catalogues, so that the page carries no parser for messages (10 kB gzip). Tests read the same catalogues uncompiled.
 */
function compiledWords(): Plugin {
  return {
    name: 'compiled-words',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/inbox\/words\/[\w-]+\.json$/ },
      handler(source) {
        const words: unknown = JSON.parse(source, (_, value: unknown) =>
          typeof value === 'string' ? compile(value) : value,
        )
        return { code: `export default ${JSON.stringify(words)}`, moduleType: 'js', map: null }
      },
    },
  }
}

export default defineConfig({
  plugins: [compiledWords(), react(), tailwindcss()],
  resolve: {
    alias: [{ find: /^use-intl\/format-message$/, replacement: 'use-intl/format-message/format-only' }],
  },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The size budget reads what index.html really loads from here.
    manifest: true,
    // The page's policy allows no data: addresses, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The page has a budget of its own, of what a browser is really sent (scripts/budget.mjs).
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first page needs in one file; smaller ones would compress worse and cost a request each.
          groups: [{ name: 'initial', tags: ['$initial'] }],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/v1': { target: gateway }, '/media': { target: gateway } },
  },
})
