import type { SimulatorKind } from '../simulator-kind.ts'
import { startCustomers } from './demo/customers.ts'
import { createHighlevelSimulator } from './index.ts'
import { listUsers } from './location.ts'

export const highlevel: SimulatorKind = {
  vendor: 'highlevel',
  name: 'HighLevel',
  share: 3,
  basePath: '',
  open({ path, apiKey, conversations, limits, deliver }) {
    const simulator = createHighlevelSimulator({
      ...(path === undefined ? {} : { path }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(deliver === undefined ? {} : { deliver }),
      ...(limits === 'generous' ? { limits: { burst: 1000, daily: 2_000_000 } } : {}),
      demo: { conversations },
    })
    return {
      fetch: simulator.fetch,
      apiKey: simulator.apiKey,
      options: { locationId: simulator.locationId, companyId: simulator.companyId },
      users: listUsers(simulator.vendor.store).map(({ firstName, lastName, email }) => ({
        name: `${firstName} ${lastName}`,
        email,
      })),
      faults: simulator.faults,
      refusals: ['POST', 'PUT'].map((method) => ({ kind: 'error', status: 422, method }) as const),
      repeatWebhooksAfter: simulator.webhooks.repeatAfter,
      sendWebhooksTo(url) {
        simulator.webhooks.setAddress(url)
        return Promise.resolve([simulator.webhookPublicKey])
      },
      startCustomers: (everyMs) => startCustomers(simulator.vendor, { everyMs }),
      close: simulator.close,
    }
  },
}
