/** Where this gateway is reached. The port is asked when it is needed, because the system may choose it. */
export type Address = {
  /** The outside address, when it is known: scheme, host and perhaps a path. */
  publicUrl: string | null
  port: () => number
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'] as const

/** Whether an `Origin` header names our own page. `null` and anything unreadable do not. */
export function isOwnOrigin(origin: string, address: Address): boolean {
  const own = LOOPBACK_NAMES.map((name) => new URL(`http://${name}:${address.port()}`).origin)
  if (address.publicUrl !== null) own.push(new URL(address.publicUrl).origin)
  return own.includes(origin)
}

/**
 * Whether a request that changes something comes from our own page. A browser lets another site's page send a cookie with a form,
 * but neither our header nor a lie about where it comes from; `SameSite=Lax` alone would trust every neighbouring subdomain.
 */
export function comesFromOwnPage(headers: Headers, address: Address): boolean {
  if (headers.get('X-Sigap-Request') !== '1') return false
  const origin = headers.get('Origin')
  if (origin !== null) return isOwnOrigin(origin, address)
  return ['same-origin', 'none'].includes(headers.get('Sec-Fetch-Site') ?? '')
}

/** Whether a `Host` header is a loopback name with our port: a name that somebody points at 127.0.0.1 is not. */
export function isLoopbackHost(host: string | null, address: Address): boolean {
  const port = address.port()
  return LOOPBACK_NAMES.some((name) => host === `${name}:${port}` || (port === 80 && host === name))
}

/** Whether a socket's remote address is this machine. */
export function isLoopbackAddress(address: string | null): boolean {
  return address !== null && /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/.test(address)
}

/** Whether a host to listen on is reached from this machine only. */
export function isLoopbackHostName(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host)
}
