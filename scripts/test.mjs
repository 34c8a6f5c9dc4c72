// `npm test`: everything that must hold, from a clean clone, ending with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, ensureDependencies, nodeBinary, root, step, toolEnvironment } from './install.mjs'

/** Chromium without its windows, a third quicker than with them. */
const DEBIAN_SHELL = '/usr/bin/chromium-headless-shell'

ensureDependencies()

const results = path.join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const environment = toolEnvironment({ CHROMIUM_PATH: chromium(), FORCE_COLOR: '0' })
let passed = 0
const failures = []
/** What passed only when it was run again: a busy machine mostly, and worth a look all the same. */
const secondTry = []

check('lint', ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'])
check('format', ['oxfmt/bin/oxfmt', '--check'])
check('types', ['typescript/bin/tsc', '-b'])
check('unused code', ['knip/bin/knip.js'])
unitTests()
ensureBuild()
check('size budget', ['../scripts/budget.mjs'])
journeys()

tell('Passed only when run again', secondTry)
tell('Failed', failures)
process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`)
process.exit(failures.length === 0 ? 0 : 1)

function check(name, args) {
  if (runTool(name, args)) passed += 1
  else failures.push(name)
}

/** Files with a failed test are run again by themselves, once. */
function unitTests() {
  const first = runVitest('unit and component tests', [])
  passed += first.passed
  const files = [...new Set(first.failed.map(({ file }) => file))]
  const again = files.length === 0 ? first : runVitest('unit and component tests that failed, again', files)
  const stillFailed = new Set(again.failed.map(({ name }) => name))
  for (const { name } of first.failed) {
    if (stillFailed.has(name)) failures.push(name)
    else {
      passed += 1
      secondTry.push(name)
    }
  }
  if (!again.ok && stillFailed.size === 0) failures.push('unit and component tests')
}

function runVitest(name, files) {
  const file = `vitest-${files.length === 0 ? 'all' : 'again'}.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=test-results/${file}`]
  const ok = runTool(name, ['vitest/vitest.mjs', 'run', ...files, ...reporters])
  const tests = (readReport(file)?.testResults ?? []).flatMap((result) =>
    result.assertionResults.map(({ status, fullName }) => ({ file: result.name, status, name: fullName })),
  )
  const inStatus = (status) => tests.filter((one) => one.status === status)
  return { ok, passed: inStatus('passed').length, failed: inStatus('failed') }
}

/** Playwright itself runs a failed journey again, once. One that was skipped has not passed. */
function journeys() {
  const ok = runTool('journeys', ['@playwright/test/cli.js', 'test'])
  const outcomes = specsIn(readReport('playwright.json')?.suites ?? []).flatMap(({ title, tests }) =>
    tests.map(({ status }) => ({ title, status })),
  )
  for (const { title, status } of outcomes) {
    if (status === 'unexpected' || status === 'skipped') failures.push(title)
    else passed += 1
    if (status === 'flaky') secondTry.push(title)
  }
  if (!ok && outcomes.every(({ status }) => status === 'expected' || status === 'flaky')) failures.push('journeys')
}

function specsIn(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsIn(inner)])
}

function tell(heading, names) {
  if (names.length > 0) process.stdout.write(`\n${heading}:\n${names.map((name) => `  ${name}\n`).join('')}`)
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
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** A Chromium to test in: the machine's own, Debian's where we may install it, else the one that Playwright brings. */
function chromium() {
  const given = process.env.CHROMIUM_PATH
  if (given && existsSync(given)) return given
  if (existsSync(DEBIAN_SHELL)) return DEBIAN_SHELL
  step('Installing Chromium')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    apt('update', '-qq')
    apt(
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium-headless-shell',
      'fonts-liberation',
      'fonts-noto-core',
      'fonts-noto-color-emoji',
    )
  }
  const there = [DEBIAN_SHELL, '/usr/bin/chromium'].find((file) => existsSync(file))
  if (there !== undefined) return there
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js')
  spawnSync(nodeBinary(), [cli, 'install', '--with-deps', 'chromium'], { cwd: root, stdio: 'inherit' })
  return ''
}

function apt(...args) {
  spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
