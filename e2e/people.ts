import type { APIRequest, APIRequestContext } from '@playwright/test'
import * as z from 'zod/mini'

/** Their addresses are those of two of the vendor's users, so what they do reaches the vendor under their name there. */
export const maya = { name: 'Maya Putri', email: 'maya@tokojakarta.example', vendorUserId: 'm7Qk2VxPa9Rt' } as const
export const rina = { name: 'Rina Hartati', email: 'rina@tokojakarta.example', vendorUserId: 'r4Hn8TzLw1Bc' } as const
export const PASSWORD = 'correct horse battery'

export type StorageState = Awaited<ReturnType<APIRequestContext['storageState']>>

const linkSchema = z.object({ data: z.object({ url: z.string() }) })

/** The headers by which the gateway knows its own page. */
export function asPage(url: string) {
  return { baseURL: url, extraHTTPHeaders: { Origin: url, 'X-Sigap-Request': '1' } }
}

/** Makes Maya the owner of an empty gateway and lets her invite Rina; answers how each of them is signed in. */
export async function admitPeople(request: APIRequest, { url, setupCode }: { url: string; setupCode: string | null }) {
  const owner = await request.newContext(asPage(url))
  const { name, email } = maya
  await mustSucceed(owner.post('/v1/owner', { data: { code: setupCode, name, email, password: PASSWORD } }))
  const invitation = await mustSucceed(owner.post('/v1/agents', { data: { name: rina.name, email: rina.email } }))
  const link = z.parse(linkSchema, await invitation.json()).data.url
  const colleague = await request.newContext(asPage(url))
  await mustSucceed(colleague.post(`/v1/links/${link.split('/').at(-1)}`, { data: { password: PASSWORD } }))
  const people = { maya: await owner.storageState(), rina: await colleague.storageState() }
  await owner.dispose()
  await colleague.dispose()
  return people
}

/** The answer to a request that has to go well; throws with what was said otherwise. */
export async function mustSucceed(request: ReturnType<APIRequestContext['post']>) {
  const response = await request
  if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`)
  return response
}
