import { playwright } from '@vitest/browser-playwright'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const launchOptions = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
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
