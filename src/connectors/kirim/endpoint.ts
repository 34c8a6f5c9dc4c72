import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'

export type Query = Record<string, string | number | undefined>

/**
 * The address of a resource. `/me` stands at the root in every generation; conversations, messages and contacts move below
 * the number's id when `options.pathStyle` is `phone`. Throws `ConnectorError` when the configuration cannot make an address.
 */
export function endpoint(config: ConnectorConfig, path: readonly string[], query: Query = {}): URL {
  const url = parseBase(config.baseUrl)
  const scope = path[0] === 'me' ? [] : phoneScope(config.options)
  const segments = [...scope, ...path].map((segment) => encodeURIComponent(segment))
  url.pathname = [url.pathname.replace(/\/+$/, ''), ...segments].join('/')
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}

/** Which generation's paths, and with them which bodies, the vendor takes. */
export function pathStyle(options: ConnectorConfig['options']): 'root' | 'phone' {
  return options['pathStyle'] === 'phone' ? 'phone' : 'root'
}

function parseBase(baseUrl: string): URL {
  const url = URL.parse(baseUrl)
  const usable = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (!usable) {
    throw new ConnectorError('rejected', 'invalid_base_url', 'The base URL is not a plain http(s) address. Correct it.')
  }
  url.search = ''
  url.hash = ''
  return url
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
