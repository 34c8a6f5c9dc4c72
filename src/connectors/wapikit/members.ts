import type { VendorUser } from '../reading.ts'
import { readRows } from '../kit/rows.ts'
import { unreadable, type Client } from './client.ts'
import { readMember } from './map.ts'
import { membersEnvelope } from './wire.ts'

const PER_PAGE = 50
/** Far more than an organisation has, and an end all the same. */
const MOST_PAGES = 20

/** The organisation's members: conversations are assigned to them, not to users. */
export async function listMembers(client: Client, signal?: AbortSignal): Promise<VendorUser[]> {
  const found = new Map<string, VendorUser>()
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { page, per_page: PER_PAGE }
    const envelope = membersEnvelope.safeParse(await client.get(['organization', 'members'], query, signal))
    if (!envelope.success) throw unreadable()
    const raws = envelope.data.members ?? []
    for (const member of readRows(raws, readMember).rows) found.set(member.id, member)
    if (raws.length === 0) break
  }
  return [...found.values()]
}
