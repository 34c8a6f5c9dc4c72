import { useTranslations } from 'use-intl'
import type { Assignee, Conversation } from '#contract/conversation.ts'
import { formatPhone, initialsOf } from '#inbox/lib/text.ts'

const VENDORS: Record<string, string> = {
  kirim: 'Kirim.chat',
  wapikit: 'WapiKit',
  highlevel: 'HighLevel',
  'teamwork-desk': 'Teamwork Desk',
}

const vendorName = (vendor: string) => VENDORS[vendor] ?? vendor

/** What people and accounts are called on the screen, also when the vendor does not know their names. */
export function useNames() {
  const t = useTranslations('common')
  return {
    contact: ({ contact }: Pick<Conversation, 'contact'>) =>
      contact.name ?? (contact.phone_number === null ? t('unknownContact') : formatPhone(contact.phone_number)),
    phone: (phoneNumber: string | null) => (phoneNumber === null ? t('noNumber') : formatPhone(phoneNumber)),
    /** A vendor's own spelling; one that is not known here is called by its key. */
    vendor: vendorName,
    /** A connection and its vendor, said once when they are called the same. */
    place: ({ name, vendor }: Conversation['connection']) => [...new Set([name, vendorName(vendor)])].join(' · '),
    /** What stands in a contact's round: initials, or a telephone for a bare number. */
    initials: ({ contact }: Pick<Conversation, 'contact'>) =>
      contact.name === null ? '\u260e\ufe0e' : initialsOf(contact.name),
    assignee: (assignee: Assignee | null) =>
      assignee === null ? t('unassigned') : (assignee.name ?? assignee.email ?? assignee.id),
  }
}
