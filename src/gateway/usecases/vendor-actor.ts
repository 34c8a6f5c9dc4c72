import type { Actor } from '#contract/live-event.ts'

/** Whoever changed something at the vendor of a connection: nobody tells who it was. */
export function vendorActor({ id, name }: { id: string; name: string }): Actor {
  return { type: 'vendor', id, name }
}
