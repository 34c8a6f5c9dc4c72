// `npm start`: from a clean clone to a running Sigap. A process manager may run this file itself.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureBuild, ensureDependencies, nodeBinary, root } from './install.mjs'

ensureDependencies()
ensureBuild()

// Compiled modules are kept between starts, which halves the time that a start takes.
const environment = { NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compiled'), ...process.env }
const gateway = spawn(nodeBinary(), ['src/gateway/main.ts'], { cwd: root, stdio: 'inherit', env: environment })

// The gateway shuts down by itself; this process only has to live as long as it does.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => gateway.kill(signal))
gateway.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
