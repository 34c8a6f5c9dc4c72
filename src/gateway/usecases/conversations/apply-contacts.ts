import { searchTextOf } from '#contract/search-text.ts'
import type { VendorContact } from '#connectors/reading.ts'
import { conversationsOfContacts } from '#gateway/storage/conversations.ts'
import type { Read, Storage } from '#gateway/storage/storage.ts'
import { vendorActor } from '../vendor-actor.ts'
import { ourIds } from './our-ids.ts'
import type { IdRule, OurIds } from './our-ids.ts'
import { changeOf, recordEdits } from './record-edits.ts'
import type { Edit } from './record-edits.ts'
import { tagsOf } from './tags.ts'

export type ContactsRead = {
  workspaceId: string
  connectionId: string
  connectionName: string
  contacts: readonly VendorContact[]
}

/**
 * Names, numbers and e-mails of contacts as the vendor holds them now, taken over by all their conversations. Contacts that tell
 * nothing new cost no write.
 */
export async function applyContacts(
  deps: { storage: Storage; now: () => number; connector: IdRule },
  read: ContactsRead,
): Promise<void> {
  const ids = await ourIds(deps.storage.db, deps.connector, read.workspaceId, read.connectionId)
  if (ids === null || (await planEdits(deps.storage.db, read, ids)).length === 0) return
  await deps.storage.write(async (tx) => recordEdits(tx, read.workspaceId, await planEdits(tx, read, ids), deps.now()))
}

async function planEdits(db: Read, { workspaceId, connectionId, connectionName, contacts }: ContactsRead, ids: OurIds) {
  const actor = vendorActor({ id: connectionId, name: connectionName })
  const byId = new Map(contacts.map((contact) => [ids.contact(contact.id), contact]))
  const rows = await conversationsOfContacts(db, workspaceId, connectionId, [...byId.keys()])
  return rows.flatMap((row): Edit[] => {
    const contact = byId.get(row.contact_id)
    if (contact === undefined) return []
    const { name, email, phoneNumber } = contact
    if (row.contact_name === name && row.contact_email === email && row.contact_phone === phoneNumber) return []
    const after = {
      ...row,
      contact_name: name,
      contact_email: email,
      contact_phone: phoneNumber,
      search_text: searchTextOf({ name, email, phone_number: phoneNumber }, tagsOf(row)),
    }
    return [{ before: row, after, changes: [changeOf('details', actor)] }]
  })
}
