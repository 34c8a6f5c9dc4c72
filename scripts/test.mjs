// `npm test`: everything that must hold, from a clean clone, ending with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, ensureDependencies, nodeBinary, root, step, toolEnvironment } from './install.mjs'

ensureDependencies()

const results = path.join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const environment = toolEnvironment({ CHROMIUM_PATH: chromium(), FORCE_COLOR: '0' })
let passed = 0
let failed = 0

check('lint', ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'])
check('format', ['oxfmt/bin/oxfmt', '--check'])
check('types', ['typescript/bin/tsc', '-b'])
check('unused code', ['knip/bin/knip.js'])
suite(
  'unit and component tests',
  ['vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/vitest.json'],
  () => {
    const report = readReport('vitest.json')
    return { passed: report.numPassedTests, failed: report.numFailedTests }
  },
)
ensureBuild()
check('size budget', ['../scripts/budget.mjs'])
suite('journeys', ['@playwright/test/cli.js', 'test'], () => {
  const { stats } = readReport('playwright.json')
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }
})

process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)

function check(name, args) {
  if (runTool(name, args)) passed += 1
  else failed += 1
}

/** A runner that ended badly without naming a failed test still counts as one failure. */
function suite(name, args, count) {
  const ok = runTool(name, args)
  const counted = count()
  passed += counted.passed
  failed += counted.failed === 0 && !ok ? 1 : counted.failed
}

function runTool(name, [script, ...args]) {
  step(name)
  const done = spawnSync(nodeBinary(), [path.join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  })
  return done.status === 0
}

function readReport(name) {
  const file = path.join(results, name)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
  }
}

/** A Chromium to test in: the machine's own, Debian's where we may install it, else the one that Playwright brings. */
function chromium() {
  const known = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((file) => file && existsSync(file))
  if (known) return known
  step('Installing Chromium')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    apt('update', '-qq')
    apt(
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-liberation',
      'fonts-noto-core',
      'fonts-noto-color-emoji',
    )
    return '/usr/bin/chromium'
  }
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js')
  spawnSync(nodeBinary(), [cli, 'install', '--with-deps', 'chromium'], { cwd: root, stdio: 'inherit' })
  return ''
}

function apt(...args) {
  spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
