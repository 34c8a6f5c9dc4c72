import { ConnectorError } from '../connector-error.ts'

/**
 * The address of a resource below a vendor's base URL, whose path is kept. Segments are escaped; a query value that is undefined is left
 * out. Throws `ConnectorError` of kind `rejected` when the base URL is not a plain http(s) address.
 */
export function addressBelow(
  baseUrl: string,
  path: readonly string[],
  query: Record<string, string | number | undefined> = {},
): URL {
  const url = parseBase(baseUrl)
  const segments = path.map((segment) => encodeURIComponent(segment))
  url.pathname = [url.pathname.replace(/\/+$/, ''), ...segments].join('/')
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
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
