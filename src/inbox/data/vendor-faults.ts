import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { VendorFaults } from '#contract/vendor-faults.ts'
import { withWords } from '#inbox/words/word-shelf.ts'

const ASK_AGAIN_MS = 5000

/** Nothing of this is needed outside the demo, so it comes when it is used, with the words that name the faults. */
const calls = () => withWords(import('./vendor-fault-calls.ts'))

/**
 * Which faults of the demo's vendors are on; there is none outside the demo. Asked for again and again, because a colleague may switch
 * them and a restart of the gateway ends them.
 */
export const vendorFaultsQuery = () =>
  queryOptions({
    queryKey: ['vendor-faults'],
    queryFn: async (context) => (await calls()).readVendorFaults(context),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ASK_AGAIN_MS,
  })

/** Switches the faults of the demo's vendors, all of them at once; whoever shows them shows the new ones then. Fails with `ApiError`. */
export async function switchVendorFaults(queryClient: QueryClient, wanted: VendorFaults): Promise<void> {
  const { queryKey } = vendorFaultsQuery()
  const faults = await (await calls()).writeVendorFaults(wanted)
  // A read that is under way may have begun before.
  await queryClient.cancelQueries({ queryKey })
  queryClient.setQueryData(queryKey, faults)
}

export const noVendorFaults: VendorFaults = {
  vendor: null,
  slow: false,
  down: false,
  refusing: false,
  dropping: false,
  doubled_webhooks: false,
}
