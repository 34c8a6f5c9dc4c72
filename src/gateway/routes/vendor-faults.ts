import type { Hono } from 'hono'
import { demoEndpoints } from '#contract/endpoints/demo.ts'
import type { VendorFaults } from '#contract/vendor-faults.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'
import { refuseOtherMachines } from './plumbing/whereabouts.ts'
import type { Whereabouts } from './plumbing/whereabouts.ts'

/** The switches over what goes wrong with the demo's vendor; they stay as they are until the process ends. */
export type VendorFaultSwitches = { read: () => VendorFaults; set: (wanted: VendorFaults) => void }

type VendorFaultDeps = Whereabouts & {
  /** Null outside the demo, where nobody makes a vendor fail. */
  vendorFaults: VendorFaultSwitches | null
}

/** Faults of the demo's vendor, for whoever sits at the machine that it runs on. */
export function vendorFaultRoutes(app: Hono<Env>, deps: VendorFaultDeps): void {
  route(app, demoEndpoints.getVendorFaults, async ({ c }) => {
    const faults = deps.vendorFaults ?? fail('resource_not_found')
    refuseOtherMachines(c, deps)
    return { data: faults.read() }
  })

  route(app, demoEndpoints.setVendorFaults, async ({ c, body }) => {
    const faults = deps.vendorFaults ?? fail('resource_not_found')
    refuseOtherMachines(c, deps)
    faults.set(body)
    return { data: faults.read() }
  })
}
