import { urlSafeToken } from '../kit/ids.ts'
import type { SimulatorKind } from '../simulator-kind.ts'
import { startCustomers } from './demo/customers.ts'
import { createEndpoint, deleteEndpoint, listEndpoints } from './endpoints.ts'
import { createTeamworkDeskSimulator } from './index.ts'
import { listUsers } from './organisation.ts'

export const teamworkDesk: SimulatorKind = {
  vendor: 'teamwork-desk',
  name: 'Teamwork Desk',
  share: 3,
  basePath: '/desk/api/v2',
  open({ path, apiKey, conversations, limits, deliver }) {
    const simulator = createTeamworkDeskSimulator({
      ...(path === undefined ? {} : { path }),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(deliver === undefined ? {} : { deliver }),
      ...(limits === 'generous' ? { limits: { requests: 3000 } } : {}),
      demo: { conversations },
    })
    const { vendor } = simulator
    return {
      fetch: simulator.fetch,
      apiKey: simulator.apiKey,
      options: {},
      users: listUsers(vendor.store).map(({ firstName, lastName, email }) => ({
        name: `${firstName} ${lastName}`,
        email,
      })),
      faults: simulator.faults,
      refusals: ['POST', 'PATCH'].map((method) => ({ kind: 'error', status: 422, method }) as const),
      repeatWebhooksAfter: simulator.webhooks.repeatAfter,
      sendWebhooksTo(url) {
        for (const { id } of listEndpoints(vendor)) deleteEndpoint(vendor, id)
        const token = urlSafeToken(40, vendor.random)
        createEndpoint(vendor, { webhookendpoint: { url, token, allEvents: true, allInboxes: true } })
        return Promise.resolve([token])
      },
      startCustomers: (everyMs) => startCustomers(vendor, { everyMs }),
      close: simulator.close,
    }
  },
}
