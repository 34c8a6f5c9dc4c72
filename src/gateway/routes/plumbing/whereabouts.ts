import type { Context } from 'hono'
import { isLoopbackAddress, isLoopbackHost, isOwnOrigin } from '#gateway/auth/origin.ts'
import type { Address } from '#gateway/auth/origin.ts'
import { fail } from '#gateway/usecases/fail.ts'
import type { Env } from './http.ts'

/** Where requests come from. */
export type Whereabouts = {
  address: Address
  /** The socket's remote address, not what a header says; null when there is no socket. */
  clientAddress: (c: Context<Env>) => string | null
}

/** Whether whoever asks sits at this machine, and asked for it by its own name. */
export function isAtThisMachine(c: Context<Env>, { address, clientAddress }: Whereabouts): boolean {
  // Requests that were handed on by a proxy come from this machine too, so one that says so is not trusted to be at it.
  const handedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => c.req.header(name) !== undefined)
  return !handedOn && isLoopbackAddress(clientAddress(c)) && isLoopbackHost(c.req.header('host') ?? null, address)
}

/** For what the demo opens to whoever sits at its machine: others are refused, and told where to go. */
export function refuseOtherMachines(c: Context<Env>, whereabouts: Whereabouts): void {
  if (!isAtThisMachine(c, whereabouts)) sendToTheDemo(whereabouts.address)
}

/** Fails with `permission_denied`, and says where the demo opens. */
export function sendToTheDemo({ port }: Address): never {
  fail('permission_denied', {
    message: `The demo opens on this machine only. Use http://localhost:${port()} there.`,
  })
}

/** The address under which whoever asks sees this page, without a slash at the end: what a link for others starts with. */
export function pageAddress(c: Context<Env>, { address }: Pick<Whereabouts, 'address'>): string {
  if (address.publicUrl !== null) return address.publicUrl.replace(/\/+$/, '')
  const origin = c.req.header('origin')
  return origin !== undefined && isOwnOrigin(origin, address) ? origin : `http://localhost:${address.port()}`
}
