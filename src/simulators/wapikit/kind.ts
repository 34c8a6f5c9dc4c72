import type { SimulatorKind } from '../simulator-kind.ts'
import { startCustomers } from './demo/customers.ts'
import { createWapikitSimulator } from './index.ts'
import { listMembers } from './organisation.ts'

const MANY = 60_000

export const wapikit: SimulatorKind = {
  vendor: 'wapikit',
  name: 'WapiKit',
  share: 2,
  basePath: '/api',
  open({ path, apiKey, conversations, limits }) {
    const simulator = createWapikitSimulator({
      ...(path === undefined ? {} : { path }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(limits === 'generous' ? { limits: { conversation: MANY, organisation: MANY, contacts: MANY } } : {}),
      demo: { conversations },
    })
    return {
      fetch: simulator.fetch,
      apiKey: simulator.apiKey,
      options: {},
      users: listMembers(simulator.vendor.store),
      faults: simulator.faults,
      refusals: [{ kind: 'error', status: 400, method: 'POST' }],
      startCustomers: (everyMs) => startCustomers(simulator.vendor, { everyMs }),
      close: simulator.close,
    }
  },
}
