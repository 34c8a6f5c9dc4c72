import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

const main = path.resolve(import.meta.dirname, '../../src/gateway/main.ts')
/** Nobody listens there: a vendor that is down. */
const NO_VENDOR = 'http://127.0.0.1:9/v1'

/** Sigap as it is installed, in a process of its own. */
export type Installation = {
  url: string
  /** From the start of the process to its first readiness, in milliseconds. */
  readyAfter: number
  memory(): { resident: number; peak: number | null }
  stop(): Promise<void>
}

/** Starts `main.ts` for a real organisation, so without simulators; its vendor does not answer. */
export async function startInstallation(environment: Record<string, string>): Promise<Installation> {
  const began = performance.now()
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      SIGAP_LOG: 'error',
      KIRIM_API_KEY: 'bench',
      KIRIM_BASE_URL: NO_VENDOR,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  const exited = once(child, 'exit')
  const ready = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const url = /^Sigap is ready on (\S+)/.exec(line)?.[1]
    if (url !== undefined) ready.resolve(url)
  })
  void exited.then(() => ready.reject(new Error('Sigap ended before it was ready.')))
  const url = await ready.promise
  const { pid = 0 } = child
  return {
    url,
    readyAfter: performance.now() - began,
    memory: () => memoryOf(pid),
    async stop() {
      end()
      await exited
      process.off('exit', end)
    },
  }
}

/** Resident memory now and at its highest, in bytes; the highest is known on Linux only. */
function memoryOf(pid: number): { resident: number; peak: number | null } {
  const status = `/proc/${pid}/status`
  if (existsSync(status)) {
    const text = readFileSync(status, 'utf8')
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1])
    return { resident: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 }
  }
  const said = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return { resident: Number(said) * 1024, peak: null }
}
