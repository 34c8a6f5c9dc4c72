import { playwright } from '@vitest/browser-playwright'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { launchOptions } from './e2e/chromium.ts'

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          // Two cores may be busy with a database server, a browser and children of their own.
          testTimeout: 20_000,
          include: ['src/**/*.test.ts', 'scripts/*.test.mjs'],
          setupFiles: ['src/mocks/setup-console.ts'],
        },
      },
      {
        plugins: [react(), tailwindcss()],
        // The worker that stands in for the gateway; it is served to tests only and never ships.
        publicDir: 'src/mocks/public',
        optimizeDeps: {
          // Found while a test runs, any of these would reload the page in the middle of it.
          include: [
            '@tanstack/react-query',
            '@tanstack/react-router',
            'lucide-react',
            'msw',
            'msw/browser',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'use-intl',
            'vitest-browser-react',
            'zod/mini',
          ],
        },
        test: {
          name: 'browser',
          // A page is drawn when the machine gets round to it; a slow one is not wrong.
          expect: { poll: { timeout: 10_000 } },
          include: ['src/inbox/**/*.test.tsx'],
          setupFiles: ['src/mocks/setup-console.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
