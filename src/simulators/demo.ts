import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createDemoFaults } from './demo-faults.ts'
import type { DemoFaultSwitches } from './demo-faults.ts'
import { simulatorKinds } from './registry.ts'
import type { OpenOptions, RunningSimulator } from './simulator-kind.ts'

/** A vendor that runs inside the program that uses it. */
export type DemoVendor = Pick<RunningSimulator, 'fetch' | 'apiKey' | 'options' | 'users'> & {
  vendor: string
  name: string
  baseUrl: string
  /** What tells its webhooks from forged ones; empty where it has none. */
  webhookSecrets: readonly string[]
}

export type Demo = {
  vendors: readonly DemoVendor[]
  /** What can be made to go wrong with them. */
  faults: DemoFaultSwitches
  /** Customers begin to write; the organisations have been waiting until now. */
  begin: () => void
  stop: () => void
}

/** A busy shop, and still a list that can be read. */
const MESSAGE_EVERY_MS = 12_000

/**
 * One company's post at every vendor, with customers who keep writing. State is kept in `directory` and survives a restart;
 * `webhookUrl` is where a vendor's webhooks go, `deliver` how they get there, and `fetchFile` how vendors come by files that are sent.
 */
export async function createDemo(options: {
  directory: string
  conversations: number
  webhookUrl: (vendor: string) => string
  deliver: NonNullable<OpenOptions['deliver']>
  fetchFile: NonNullable<OpenOptions['fetchFile']>
}): Promise<Demo> {
  const { directory, deliver, fetchFile } = options
  mkdirSync(directory, { recursive: true })
  const all = simulatorKinds.reduce((sum, kind) => sum + kind.share, 0)
  const opened = simulatorKinds.map((kind) => {
    const share = kind.share / all
    const running = kind.open({
      path: path.join(directory, `${kind.vendor}.sqlite`),
      conversations: Math.round(options.conversations * share),
      limits: 'generous',
      allowLoopback: false,
      deliver,
      fetchFile,
    })
    return { kind, running, share }
  })
  const vendors = await Promise.all(
    opened.map(async ({ kind: { vendor, name, basePath }, running }) => ({
      ...running,
      vendor,
      name,
      baseUrl: `https://${vendor}.simulator.test${basePath}`,
      webhookSecrets: (await running.sendWebhooksTo?.(options.webhookUrl(vendor))) ?? [],
    })),
  )
  let stopCustomers: (() => void)[] = []
  return {
    vendors,
    faults: createDemoFaults(opened.map(({ kind: { vendor }, running }) => ({ ...running, vendor }))),
    begin() {
      stopCustomers = opened.map(({ running, share }) => running.startCustomers(MESSAGE_EVERY_MS / share))
    },
    stop() {
      for (const stop of stopCustomers) stop()
      for (const { running } of opened) running.close()
    },
  }
}
