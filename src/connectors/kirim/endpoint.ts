import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { addressBelow } from '../kit/base-url.ts'

export type Query = Record<string, string | number | undefined>

/** What belongs to the organisation and not to one of its numbers. */
const ofOrganisation = new Set(['me', 'webhook_subscriptions'])

/**
 * The address of a resource. Some stand at the root in every generation; conversations, messages and contacts move below
 * the number's id when `options.pathStyle` is `phone`. Throws `ConnectorError` when the configuration cannot make an address.
 */
export function endpoint(config: ConnectorConfig, path: readonly string[], query: Query = {}): URL {
  const scope = ofOrganisation.has(path[0] ?? '') ? [] : phoneScope(config.options)
  return addressBelow(config.baseUrl, [...scope, ...path], query)
}

/** Which generation's paths, and with them which bodies, the vendor takes. */
export function pathStyle(options: ConnectorConfig['options']): 'root' | 'phone' {
  return options['pathStyle'] === 'phone' ? 'phone' : 'root'
}

function phoneScope(options: ConnectorConfig['options']): string[] {
  const style = options['pathStyle'] ?? 'root'
  if (style === 'root') return []
  const id = options['phoneNumberId'] ?? ''
  if (style !== 'phone' || !/^\d{6,20}$/.test(id)) {
    const message =
      'pathStyle must be root, or phone together with a phoneNumberId of 6 to 20 digits. Correct the options.'
    throw new ConnectorError('rejected', 'invalid_option', message)
  }
  return [id]
}
