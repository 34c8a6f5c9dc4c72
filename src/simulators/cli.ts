import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { startCustomers } from './kirim/demo/customers.ts'
import { createKirimSimulator, demoApiKey } from './kirim/index.ts'
import { serve } from './serve.ts'

const usage =
  'npm run simulator -- kirim [--port 4701] [--data DIR] [--seed-conversations 2000] [--api-key KEY] [--customers MS] [--quiet]'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '4701' },
    data: { type: 'string' },
    'seed-conversations': { type: 'string', default: '0' },
    'api-key': { type: 'string', default: demoApiKey },
    /** Customers keep writing, this many milliseconds apart on average. */
    customers: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
})

if (positionals[0] !== 'kirim') {
  console.error(usage)
  process.exit(1)
}

const { data } = values
if (data !== undefined) mkdirSync(data, { recursive: true })
const simulator = createKirimSimulator({
  path: data === undefined ? ':memory:' : join(data, 'kirim.sqlite'),
  apiKey: values['api-key'],
  behaviour: { allowLoopbackWebhooks: true, allowLoopbackFiles: true },
  demo: { conversations: Number(values['seed-conversations']) },
})
const stopCustomers =
  values.customers === undefined ? null : startCustomers(simulator.vendor, { everyMs: Number(values.customers) })
const served = await serve(simulator, Number(values.port))
if (!values.quiet) console.log(`Kirim simulator is ready on ${served.url}/v1 (key ${simulator.apiKey})`)

async function stop(): Promise<void> {
  stopCustomers?.()
  await served.close()
  simulator.close()
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
