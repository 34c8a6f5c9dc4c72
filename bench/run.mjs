// `npm run bench`: installs and builds what is missing, then measures. See docs/benchmarks.md.
import { spawn } from 'node:child_process'
import { ensureBuild, ensureDependencies, nodeBinary, root, toolEnvironment } from '../scripts/install.mjs'

ensureDependencies()
ensureBuild()

const bench = spawn(nodeBinary(), ['bench/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: toolEnvironment(),
})

// Ctrl-C reaches both; the one that started processes has to end them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => bench.kill(signal))
bench.on('exit', (code) => process.exit(code ?? 1))
