import { searchTextOf } from '#contract/search-text.ts'
import { conversationsOfContact } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { recordEdits } from './record-edits.ts'
import type { Edit } from './record-edits.ts'

/** A contact's name, number and e-mail as the vendor holds them now, taken over by all its conversations. */
export async function applyContact(
  deps: { storage: Storage; now: () => number },
  contact: {
    workspaceId: string
    connectionId: string
    connectionName: string
    contactId: string
    name: string | null
    email: string | null
    phoneNumber: string | null
  },
): Promise<void> {
  const { workspaceId, connectionId, contactId, name, email, phoneNumber } = contact
  const actor = { type: 'vendor' as const, id: connectionId, name: contact.connectionName }
  await deps.storage.write(async (tx) => {
    const rows = await conversationsOfContact(tx, workspaceId, connectionId, contactId)
    const edits = rows
      .filter((row) => row.contact_name !== name || row.contact_email !== email || row.contact_phone !== phoneNumber)
      .map((row): Edit => ({
        before: row,
        after: {
          ...row,
          contact_name: name,
          contact_email: email,
          contact_phone: phoneNumber,
          search_text: searchTextOf({ name, email, phone_number: phoneNumber }),
        },
        changes: [{ field: 'details', from: null, to: null, actor, client: null }],
      }))
    await recordEdits(tx, workspaceId, edits, deps.now())
  })
}
