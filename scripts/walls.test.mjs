import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const panes = ['list', 'filters', 'thread', 'composer', 'start', 'details', 'palette', 'settings']

/** A folder below `src/`, and what a file in it must not import. */
const refused = [
  ['contract', ['#connectors/connector.ts', '#gateway/app.ts', '#inbox/app.tsx', 'node:fs', 'hono', 'react']],
  ['connectors', ['#gateway/app.ts', '#inbox/app.tsx', '#simulators/registry.ts', '#mocks/browser.ts']],
  ['connectors/kirim', ['../wapikit/map.ts', '#connectors/wapikit/map.ts', '../registry.ts', '#gateway/app.ts']],
  ['connectors/kit', ['../wapikit/map.ts']],
  ['simulators/kirim', ['../wapikit/http.ts', '#connectors/kirim/map.ts', '#contract/message.ts', '#gateway/app.ts']],
  ['simulators/kirim/demo', ['../../wapikit/http.ts', '../../wapikit/demo/turn.ts']],
  ['gateway', ['#connectors/registry.ts', '#connectors/kirim/index.ts', '#simulators/demo.ts', '#inbox/app.tsx']],
  ['gateway/storage', ['#connectors/connector.ts', '#gateway/usecases/fail.ts', '../usecases/fail.ts', 'hono']],
  ['gateway/auth', ['#gateway/usecases/fail.ts', '../storage/storage.ts', '#connectors/connector.ts']],
  ['gateway/live', ['#gateway/sync/bell.ts', '#gateway/routes/http.ts', '../storage/storage.ts']],
  ['gateway/usecases/people', ['#gateway/routes/http.ts', '#gateway/sync/bell.ts', '../../storage/storage.ts', 'hono']],
  ['gateway/sync/reading', ['#gateway/routes/http.ts', '#gateway/auth/who.ts', '../../usecases/fail.ts', 'hono']],
  ['gateway/routes', ['#gateway/sync/bell.ts', '../sync/bell.ts', '#connectors/registry.ts', '#gateway/app.ts']],
  ['../e2e', ['#gateway/app.ts', '#inbox/app.tsx', '#connectors/connector.ts']],
  ['mocks', ['#gateway/app.ts', '#inbox/app.tsx', '#connectors/connector.ts', '#simulators/registry.ts']],
  ['inbox', ['#gateway/app.ts', '#mocks/browser.ts']],
  ['inbox/routes', ['#gateway/app.ts', '#mocks/browser.ts', '#simulators/registry.ts']],
  ...panes.flatMap((pane) => [
    [`inbox/${pane}`, ['#inbox/routes/problem.ts', '../routes/problem.ts', '#inbox/router.tsx', '#mocks/browser.ts']],
    [`inbox/${pane}`, panes.filter((other) => other !== pane).map((other) => `#inbox/${other}/part.tsx`)],
  ]),
  ['inbox/thread/media', ['../../list/row.tsx']],
  ['inbox/templates', ['#inbox/start/stage.ts', '#inbox/commands/keymap.ts', '../composer/slash.ts']],
  ['inbox/commands', ['#inbox/ui/button.tsx', '#inbox/composer/slash.ts', '#inbox/routes/problem.ts']],
  [
    'inbox/data/acts',
    ['#inbox/ui/button.tsx', '#inbox/commands/keymap.ts', '#inbox/start/stage.ts', '../../lib/text.ts'],
  ],
  ['inbox/ui', ['#contract/message.ts', '#inbox/data/http.ts', '#inbox/words/locale.ts', '#inbox/composer/slash.ts']],
  ['inbox/lib', ['#contract/message.ts', '#inbox/ui/button.tsx', '#inbox/data/http.ts']],
  ['inbox/words', ['#inbox/data/http.ts', '#inbox/thread/bubble.tsx']],
].flatMap(([folder, imports]) => imports.map((imported) => ({ folder, imported })))

test('an import through a wall is refused, wherever it is planted', ({ onTestFinished }) => {
  const planted = mkdtempSync(path.join(tmpdir(), 'sigap-walls-'))
  onTestFinished(() => rmSync(planted, { recursive: true }))
  copyFileSync(path.join(root, '.oxlintrc.json'), path.join(planted, '.oxlintrc.json'))
  for (const [index, { folder, imported }] of refused.entries()) {
    mkdirSync(path.join(planted, 'src', folder), { recursive: true })
    writeFileSync(path.join(planted, 'src', folder, `planted-${index}.ts`), `export { x } from '${imported}'\n`)
  }

  const { stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json'],
    { cwd: planted, encoding: 'utf8' },
  )
  const seen = new Set(
    JSON.parse(stdout)
      .diagnostics.filter(({ code }) => code === 'eslint(no-restricted-imports)')
      .map(({ filename }) => Number(/planted-(\d+)\.ts$/.exec(filename)?.[1])),
  )

  expect(refused.filter((_, index) => !seen.has(index))).toEqual([])
})
