import { lookup } from 'node:dns/promises'
import type { ConnectorConfig } from '#connectors/connector.ts'
import type { Environment } from './env.ts'
import type { ConfiguredConnection } from './open-vendor.ts'

const BASE_URL = 'https://api-kckit.kirim.chat/v1'

/** The id of the connection that the environment names: it is part of the address that its webhooks go to. */
const CONNECTION_ID = 'con_kirim'

type Access = Omit<ConnectorConfig, 'vendor' | 'now'>

/** The addresses of a host, as this machine finds them. */
export async function resolve(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address)
}

/** What the environment says about a Kirim.chat organisation; null when it names none. */
export function kirimAccess(env: Environment): Access | null {
  if (env.KIRIM_API_KEY === undefined) return null
  const { KIRIM_PATH_STYLE: pathStyle, KIRIM_PHONE_NUMBER_ID: phoneNumberId } = env
  return {
    baseUrl: env.KIRIM_BASE_URL ?? BASE_URL,
    apiKey: env.KIRIM_API_KEY,
    webhookSecrets: (env.KIRIM_WEBHOOK_SECRET ?? '')
      .split(',')
      .map((secret) => secret.trim())
      .filter(Boolean),
    fetch,
    resolve,
    options: {
      ...(pathStyle === undefined ? {} : { pathStyle }),
      ...(phoneNumberId === undefined ? {} : { phoneNumberId }),
    },
  }
}

/** A connection to the organisation that `access` opens. */
export function kirimConnection(
  access: Access,
  createConnector: (config: ConnectorConfig) => ConfiguredConnection['connector'] | undefined,
): ConfiguredConnection {
  const connector = createConnector({ vendor: 'kirim', now: Date.now, ...access })
  if (connector === undefined) throw new Error('There is no connector for kirim.')
  const { baseUrl, webhookSecrets } = access
  return { id: CONNECTION_ID, name: 'Kirim.chat', baseUrl, hasWebhooks: webhookSecrets.length > 0, connector }
}
