// `npm run bench`: installs and builds what is missing, then measures. See docs/benchmarks.md.
import { ensureBuild, ensureDependencies, toolEnvironment } from '../scripts/install.mjs'
import { launch } from '../scripts/launch.mjs'

ensureDependencies()
ensureBuild()
launch(['bench/main.ts', ...process.argv.slice(2)], toolEnvironment())
