import { existsSync } from 'node:fs'

// The shell is Chromium without its windows, which tests do not see and would wait for.
const known = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(
  (file) => file !== undefined && existsSync(file),
)

/** The machine's own Chromium where there is one, else Playwright's; without a sandbox, which root has not, and without calls home. */
export const launchOptions = {
  ...(known === undefined ? {} : { executablePath: known }),
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
