import { createHash } from 'node:crypto'
import type { Connector } from '#connectors/connector.ts'
import { crockford } from '#gateway/auth/random.ts'
import { getConnection } from '#gateway/storage/connections.ts'
import type { Read } from '#gateway/storage/storage.ts'

/** Makes our ids of the vendor's. */
export type OurIds = { conversation(vendorId: string): string; contact(vendorId: string): string }

/** What decides whether a vendor's ids are ours as they are. */
export type IdRule = Pick<Connector, 'vendor' | 'hasOwnIds'>

const LENGTH = 26

const unchanged: OurIds = { conversation: (vendorId) => vendorId, contact: (vendorId) => vendorId }

/** Ids that are the same whenever an account is mirrored anew, so that links to its conversations outlive a lost database. */
export function madeIds(vendor: string, accountId: string): OurIds {
  const made = (prefix: string, vendorId: string) => {
    const hash = createHash('sha256')
      .update(JSON.stringify([vendor, accountId, vendorId]))
      .digest()
    return `${prefix}_${crockford(hash.subarray(0, LENGTH))}`
  }
  return { conversation: (vendorId) => made('cnv', vendorId), contact: (vendorId) => made('ctc', vendorId) }
}

/** The ids of a connection; null while nobody knows whose account it opens, which is learnt before anything is mirrored. */
export async function ourIds(
  db: Read,
  { vendor, hasOwnIds }: IdRule,
  workspaceId: string,
  connectionId: string,
): Promise<OurIds | null> {
  if (hasOwnIds) return unchanged
  const accountId = (await getConnection(db, workspaceId, connectionId))?.account_id ?? null
  return accountId === null ? null : madeIds(vendor, accountId)
}
