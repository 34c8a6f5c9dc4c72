import * as z from 'zod/mini'
import { ifReadable } from '../kit/wire-parts.ts'
import { number } from './wire.ts'

/** What happened, in a shape that is not the API's. Only which ticket it was is read; a deletion tells its number at the top. */
export const webhookBody = z.object({
  ticket: ifReadable(z.object({ id: number })),
  ticketId: ifReadable(number),
  thread: ifReadable(z.object({ ticketId: number })),
  id: ifReadable(number),
})
