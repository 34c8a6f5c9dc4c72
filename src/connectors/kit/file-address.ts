import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { isInsideName, leadsInside } from '../inside-network.ts'

/**
 * An address that a vendor (`name` in messages) named as a file's, once it may be fetched from or written to: https, without credentials,
 * and outside our own network. Where the vendor itself is configured at an address inside, it may name others there. Throws
 * `ConnectorError` `rejected`.
 */
export async function fetchableAddress(
  address: string,
  base: URL | null,
  { name, config }: { name: string; config: ConnectorConfig },
): Promise<URL> {
  const refused = (code: string): ConnectorError =>
    new ConnectorError('rejected', code, `${name} named an address for a file that is not asked.`)
  const url = URL.parse(address, base?.href)
  if (url === null || url.username !== '' || url.password !== '') throw refused('media_bad_address')
  const vendor = URL.parse(config.baseUrl)
  const isVendorInside = vendor !== null && isInsideName(vendor.hostname)
  if (isVendorInside && /^https?:$/.test(url.protocol)) return url
  if (url.protocol !== 'https:') throw refused('media_not_https')
  if (await leadsInside(url.hostname, config.resolve)) throw refused('media_inside_network')
  return url
}
