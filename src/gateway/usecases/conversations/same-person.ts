import { digitsOf } from '#contract/digits.ts'
import type { SamePerson } from '#contract/same-person.ts'
import type { ShownConversation } from '#gateway/storage/conversations.ts'
import { conversationsOfSamePerson } from '#gateway/storage/same-person.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { presentConversation } from './present-conversation.ts'

/** Shorter ones are extensions and place-holders, which many people share. */
const LEAST_DIGITS = 7
const MOST_CONVERSATIONS = 50
const MOST_PEOPLE = 5

/** Contacts of other connections with the same number or address, each with their newest conversation, the newest first. */
export async function findSamePerson(
  storage: Storage,
  workspaceId: string,
  person: Pick<ShownConversation, 'connection_id' | 'contact_phone' | 'contact_email'>,
): Promise<SamePerson[]> {
  const digits = digitsOf(person.contact_phone)
  const marks = { digits: digits.length < LEAST_DIGITS ? null : digits, email: person.contact_email || null }
  const rows = await conversationsOfSamePerson(storage.db, workspaceId, person.connection_id, marks, MOST_CONVERSATIONS)
  const contacts = new Map<string, ShownConversation>()
  for (const row of rows.sort((a, b) => b.sort_ms - a.sort_ms)) {
    const contact = `${row.connection_id} ${row.contact_id}`
    if (!contacts.has(contact)) contacts.set(contact, row)
  }
  return [...contacts.values()].slice(0, MOST_PEOPLE).map((row) => ({
    by: digitsOf(row.contact_phone) === marks.digits ? 'number' : 'email',
    conversation: presentConversation(row),
  }))
}
