import type { QueryFunctionContext } from '@tanstack/react-query'
import { demoEndpoints } from '#contract/endpoints/demo.ts'
import type { VendorFaults } from '#contract/vendor-faults.ts'
import { dataOf } from './answers.ts'
import { call } from './http.ts'

/** Which faults of the demo's vendor are on. */
export const readVendorFaults = ({ signal }: Pick<QueryFunctionContext, 'signal'>): Promise<VendorFaults> =>
  dataOf(call(demoEndpoints.getVendorFaults, { signal }))

/** Switches all of them at once; answers what is on then. */
export const writeVendorFaults = (body: VendorFaults): Promise<VendorFaults> =>
  dataOf(call(demoEndpoints.setVendorFaults, { body }))
