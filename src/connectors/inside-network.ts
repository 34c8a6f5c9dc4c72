import { BlockList, isIP } from 'node:net'

/**
 * Addresses that lead back into this machine or its network. A list for each family: a block list takes every IPv4 address for one of the
 * mapped ones, `::ffff:0:0/96`.
 */
const inside = { ipv4: new BlockList(), ipv6: new BlockList() }
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
    inside[family].addSubnet(address, Number(bits), family)
  }
}

/** Finds a host's addresses; rejects when there is none. */
export type Resolve = (hostname: string) => Promise<readonly string[]>

/** Whether the host of a URL, as `URL.hostname` writes it, is inside our own network by its name or address alone. */
export function isInsideName(hostname: string): boolean {
  const name = bare(hostname).replace(/\.$/, '').toLowerCase()
  if (isIP(name) !== 0) return isInsideAddress(name)
  return !name.includes('.') || /\.(localhost|local|internal|home\.arpa)$/.test(name)
}

/** Whether a host is inside our own network, by its name or by any address that it has. Rejects when it cannot be found. */
export async function leadsInside(hostname: string, resolve: Resolve | undefined): Promise<boolean> {
  if (isInsideName(hostname)) return true
  const found = isIP(bare(hostname)) === 0 ? await resolve?.(hostname) : undefined
  return found?.some(isInsideAddress) ?? false
}

function isInsideAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  return family === 4 ? inside.ipv4.check(address, 'ipv4') : inside.ipv6.check(address, 'ipv6')
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}
