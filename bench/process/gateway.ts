import * as z from 'zod'
import type { DatabasePlace } from '../dataset/prepare.ts'
import { startChild } from './child.ts'
import type { Child } from './child.ts'

const openedSchema = z.object({ url: z.string(), setupCode: z.string() })

export type MeasuredGateway = { child: Child; url: string; setupCode: string }

/** A gateway on a prepared database, in a process of its own. */
export async function startMeasuredGateway(place: DatabasePlace): Promise<MeasuredGateway> {
  const child = startChild(new URL('gateway-process.ts', import.meta.url))
  try {
    return { child, ...openedSchema.parse(await child.ask({ type: 'open', place })) }
  } catch (error) {
    await child.stop()
    throw error
  }
}
