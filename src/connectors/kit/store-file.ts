import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { exchange } from './exchange.ts'
import { fetchableAddress } from './file-address.ts'
import type { FileBody } from './multipart.ts'

/** A file of the largest size that any channel takes, on a slow line. */
export const UPLOAD_TIMEOUT_MS = 5 * 60_000

/**
 * Hands a file over at an address that a vendor named: without the key, https only, and never inside our own network. Throws
 * `ConnectorError`: `rejected` when the address or the file is refused for good.
 */
export async function storeFile(
  { name, config }: { name: string; config: ConnectorConfig },
  address: string,
  call: FileBody & { method: 'POST' | 'PUT' },
  signal?: AbortSignal,
): Promise<void> {
  const url = await fetchableAddress(address, null, { name, config }).catch((cause: unknown) => {
    if (cause instanceof ConnectorError) throw cause
    throw new ConnectorError('unreachable', 'network', 'The store of files could not be found.', { cause })
  })
  const patience = { patienceMs: UPLOAD_TIMEOUT_MS, signal }
  const { ok, status } = await exchange(
    { name: `The store of files of ${name}`, fetch: config.fetch },
    url,
    call,
    patience,
  )
  if (ok) return
  const isForGood = status >= 400 && status < 500 && status !== 408 && status !== 429
  const kind = isForGood ? 'rejected' : 'unreachable'
  throw new ConnectorError(kind, `file_store_${status}`, `The store of files of ${name} answered ${status}.`, {
    status,
  })
}
