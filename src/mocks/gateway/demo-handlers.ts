import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import { demoEndpoints } from '#contract/endpoints/demo.ts'
import { setVendorFaultsSchema } from '#contract/vendor-faults.ts'
import { answer, refuse } from './answers.ts'
import type { World } from './world.ts'

/** What only a demo has; whether this is one, `me` says. */
export function demoHandlers(world: World): RequestHandler[] {
  const inDemo = (make: () => unknown) => {
    const { me } = world.session
    if (me === null) return refuse('authentication_required')
    return me.demo ? make() : refuse('resource_not_found')
  }

  return [
    answer(demoEndpoints.getVendorFaults, () => inDemo(() => ({ data: world.vendorFaults.now }))),
    answer(demoEndpoints.setVendorFaults, ({ body }) =>
      inDemo(() => {
        const asked = z.safeParse(setVendorFaultsSchema, body)
        if (!asked.success) return refuse('invalid_field_value')
        world.vendorFaults.now = asked.data
        return { data: asked.data }
      }),
    ),
  ]
}
