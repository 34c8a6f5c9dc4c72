import { Agent, get } from 'node:http'
import * as z from 'zod'
import { answerParent } from '../process/child.ts'
import { closedLoop } from './closed-loop.ts'

/** `paths` are asked for in turn, from the beginning again after the last. */
export const httpLoadSchema = z.object({
  origin: z.string(),
  apiKey: z.string(),
  paths: z.array(z.string()),
  inFlight: z.number(),
  seconds: z.number(),
})

answerParent(
  async (message) => {
    const { origin, apiKey, paths, ...load } = httpLoadSchema.parse(message)
    const agent = new Agent({ keepAlive: true, maxSockets: load.inFlight })
    const headers = { Authorization: `Bearer ${apiKey}` }
    const rate = await closedLoop(load, (at) => read(`${origin}${paths[at % paths.length] ?? ''}`, { agent, headers }))
    agent.destroy()
    return rate
  },
  async () => undefined,
)

/** Reads an answer to its last byte; anything but 200 ends the measurement. */
function read(url: string, options: { agent: Agent; headers: Record<string, string> }): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      response.resume()
      response.once('error', reject)
      response.once('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`${url} answered ${response.statusCode}.`))
      })
    }).once('error', reject)
  })
}
