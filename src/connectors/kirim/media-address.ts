import { BlockList, isIP } from 'node:net'
import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'

/** Addresses that lead back into this machine or its network. */
const inside = new BlockList()
const subnets = {
  ipv4: [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
  ],
  // Mapped and translated forms of IPv4 addresses stand here too: no public host is reached by them.
  ipv6: ['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
} as const
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const subnet of subnets[family]) {
    const [address = '', bits] = subnet.split('/')
    inside.addSubnet(address, Number(bits), family)
  }
}

/**
 * An address that a vendor named as a file's, once it may be fetched from: https, without credentials, and outside our own network. Where the
 * vendor itself is configured at an address inside, it may name others there. Throws `ConnectorError` `rejected`.
 */
export async function fetchableAddress(address: string, base: URL | null, config: ConnectorConfig): Promise<URL> {
  const url = URL.parse(address, base?.href)
  if (url === null || url.username !== '' || url.password !== '') throw refused('media_bad_address')
  const vendor = URL.parse(config.baseUrl)
  const isVendorInside = vendor !== null && isInsideName(vendor.hostname)
  if (isVendorInside && /^https?:$/.test(url.protocol)) return url
  if (url.protocol !== 'https:') throw refused('media_not_https')
  if (isInsideName(url.hostname)) throw refused('media_inside_network')
  const found = isIP(bare(url.hostname)) === 0 ? await config.resolve?.(url.hostname) : undefined
  if (found?.some(isInsideAddress)) throw refused('media_inside_network')
  return url
}

function isInsideName(hostname: string): boolean {
  const name = bare(hostname).replace(/\.$/, '').toLowerCase()
  if (isIP(name) !== 0) return isInsideAddress(name)
  return !name.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(name)
}

function isInsideAddress(address: string): boolean {
  const family = isIP(address)
  return family === 0 || inside.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function refused(code: string): ConnectorError {
  return new ConnectorError('rejected', code, 'Kirim.chat named an address for a file from which nothing is fetched.')
}
