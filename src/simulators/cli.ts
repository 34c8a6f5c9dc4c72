import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { simulatorKinds } from './registry.ts'
import { serve } from './serve.ts'

const names = simulatorKinds.map(({ vendor }) => vendor).join('|')
const usage = `npm run simulator -- ${names} [--port 4701] [--data DIR] [--seed-conversations 2000] [--api-key KEY] [--customers MS] [--quiet]`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '4701' },
    data: { type: 'string' },
    'seed-conversations': { type: 'string', default: '0' },
    'api-key': { type: 'string' },
    /** Customers keep writing, this many milliseconds apart on average. */
    customers: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
})

const kind = simulatorKinds.find(({ vendor }) => vendor === positionals[0])
if (kind === undefined) {
  console.error(usage)
  process.exit(1)
}

const { data } = values
if (data !== undefined) mkdirSync(data, { recursive: true })
const simulator = kind.open({
  ...(data === undefined ? {} : { path: path.join(data, `${kind.vendor}.sqlite`) }),
  ...(values['api-key'] === undefined ? {} : { apiKey: values['api-key'] }),
  conversations: Number(values['seed-conversations']),
  limits: 'documented',
  allowLoopback: true,
})
const stopCustomers = values.customers === undefined ? null : simulator.startCustomers(Number(values.customers))
const served = await serve(simulator, Number(values.port))
if (!values.quiet) {
  const more = Object.entries(simulator.options).map(([name, value]) => `, ${name} ${value}`)
  console.log(
    `${kind.name} simulator is ready on ${served.url}${kind.basePath} (key ${simulator.apiKey}${more.join('')})`,
  )
}

async function stop(): Promise<void> {
  stopCustomers?.()
  await served.close()
  simulator.close()
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
