// Plain JavaScript, like install.mjs: the machine's own Node may be too old to run what is launched.
import { spawn } from 'node:child_process'
import { nodeBinary, root } from './install.mjs'

/** Runs a program of ours in the Node that it needs, for as long as it lives, and ends as it ended. */
export function launch(args, environment) {
  const program = spawn(nodeBinary(), args, { cwd: root, stdio: 'inherit', env: environment })
  // Ctrl-C reaches both; the program ends in order, and this process only has to live as long as it does.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal))
  program.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
