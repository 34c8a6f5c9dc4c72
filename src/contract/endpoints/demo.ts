import { setVendorFaultsSchema, vendorFaultsSchema } from '../vendor-faults.ts'
import type { Endpoint } from './endpoint.ts'
import { one } from './endpoint.ts'

/** What only the demo has. */
export const demoEndpoints = {
  getVendorFaults: {
    method: 'GET',
    path: '/v1/demo/faults',
    access: 'agent',
    summary: "Which faults of the demo's vendors are on; only in the demo, only on loopback",
    answer: one(vendorFaultsSchema),
    errors: ['permission_denied', 'resource_not_found'],
  },
  setVendorFaults: {
    method: 'PUT',
    path: '/v1/demo/faults',
    access: 'agent',
    summary: "Switch faults of the demo's vendors on and off, all of them at once; only in the demo, only on loopback",
    body: setVendorFaultsSchema,
    answer: one(vendorFaultsSchema),
    errors: ['permission_denied', 'resource_not_found'],
  },
} as const satisfies Record<string, Endpoint>
