import type { VendorKind } from '#connectors/vendor-kind.ts'
import { nameVendor } from '#gateway/storage/connections.ts'
import type { Storage } from '#gateway/storage/storage.ts'

/** Calls vendors as they are called now, also those whose connections were made before, or removed. */
export async function nameVendors(
  storage: Storage,
  workspaceId: string,
  kinds: readonly Pick<VendorKind, 'vendor' | 'name'>[],
): Promise<void> {
  await storage.write(async (tx) => {
    for (const { vendor, name } of kinds) await nameVendor(tx, workspaceId, vendor, name)
  })
}
