import { lookup } from 'node:dns/promises'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import type { Environment } from './env.ts'
import type { ConfiguredConnection } from './open-vendor.ts'

/** The id of the connection that the environment names: it is part of the address that its webhooks go to. */
const CONNECTION_ID = 'con_kirim'
const VENDOR = 'kirim'

/** The addresses of a host, as this machine finds them. */
export async function resolve(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address)
}

/** The Kirim.chat organisation that the environment names, if it names one. */
export function environmentConnection(env: Environment, kinds: readonly VendorKind[]): ConfiguredConnection[] {
  const { KIRIM_API_KEY: apiKey, KIRIM_PATH_STYLE: pathStyle, KIRIM_PHONE_NUMBER_ID: phoneNumberId } = env
  if (apiKey === undefined) return []
  const kind = kinds.find(({ vendor }) => vendor === VENDOR)
  const baseUrl = env.KIRIM_BASE_URL ?? kind?.baseUrl ?? null
  if (kind === undefined || baseUrl === null) throw new Error(`There is no connector for ${VENDOR}.`)
  const webhookSecrets = (env.KIRIM_WEBHOOK_SECRET ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean)
  const options = {
    ...(pathStyle === undefined ? {} : { pathStyle }),
    ...(phoneNumberId === undefined ? {} : { phoneNumberId }),
  }
  const connector = kind.create({
    vendor: VENDOR,
    baseUrl,
    apiKey,
    webhookSecrets,
    fetch,
    resolve,
    now: Date.now,
    options,
  })
  const hasWebhooks = webhookSecrets.length > 0
  return [{ id: CONNECTION_ID, name: kind.name, vendorName: kind.name, baseUrl, hasWebhooks, connector }]
}
