import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

const main = path.resolve(import.meta.dirname, '../src/gateway/main.ts')
/** Where `npm start` keeps it, too. */
const compiled = path.resolve(import.meta.dirname, '../node_modules/.cache/compiled')

/** A gateway in a process of its own, as `npm start` runs it. */
export type GatewayProcess = {
  url: string
  /** The one-time code for the first owner; null when there is one already. */
  setupCode: string | null
  /** Ends it as an operator would; resolves when it is gone. */
  stop: () => Promise<void>
  /** Ends it as a power cut would. */
  kill: () => Promise<void>
}

/** Starts a gateway and resolves when it accepts requests; rejects when it ends before. What it logs is added to `log`, a line each. */
export async function startGateway(environment: Record<string, string>, log: string[]): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiled, ...environment },
  })
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const said: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line))
  const ready = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line)
    const url = /^Sigap is ready on (\S+)/.exec(line)?.[1]
    if (url !== undefined) ready.resolve(url)
  })
  void exited.then(() => ready.reject(new Error(`The gateway ended before it was ready:\n${log.join('\n')}`)))
  const url = await ready.promise
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal)
    await exited
  }
  return {
    url,
    setupCode: said.map((line) => /with this code: (\S+)/.exec(line)?.[1]).find((code) => code !== undefined) ?? null,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}
