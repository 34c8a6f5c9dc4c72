import { useTranslations } from 'use-intl'
import type { Assignee, Conversation } from '#contract/conversation.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { formatPhone, initialsOf } from '#inbox/lib/text.ts'

type Called = Pick<Conversation['connection'], 'name' | 'vendor_name'>

const connectionName = ({ name, vendor_name: vendor }: Called) => presentable(name) ?? vendor
const phoneNumber = (given: string | null) => (given === null ? null : presentable(formatPhone(given)))

/**
 * What people and accounts are called on the screen, also when the vendor does not know their names or gave one that shows nothing. Every
 * answer is fit to stand in a sentence.
 */
export function useNames() {
  const t = useTranslations('common')
  return {
    contact: ({ contact }: Pick<Conversation, 'contact'>) =>
      presentable(contact.name) ?? phoneNumber(contact.phone_number) ?? t('unknownContact'),
    /** A colleague, or whoever else did something. */
    person: (name: string | null | undefined) => presentable(name) ?? t('somebody'),
    phone: (given: string | null) => phoneNumber(given) ?? t('noNumber'),
    connection: connectionName,
    /** Where it stands among others: by its vendor when another one has the same name. */
    among: (one: Called, all: readonly Called[]) =>
      all.filter((other) => connectionName(other) === connectionName(one)).length > 1
        ? one.vendor_name
        : connectionName(one),
    /** A channel by its usual name; one that is not known here by its key, in words. */
    channel: (channel: string) => t('channel', { channel, name: channel.replaceAll('_', ' ') }),
    /** A connection and its vendor, said once when they are called the same. */
    place: (one: Called) => [...new Set([connectionName(one), one.vendor_name])].join(' · '),
    /** What stands in a contact's round: initials, or a telephone for a bare number. */
    initials: ({ contact }: Pick<Conversation, 'contact'>) =>
      presentable(contact.name) === null ? '\u260e\ufe0e' : initialsOf(contact.name ?? ''),
    assignee: (assignee: Assignee | null) =>
      assignee === null ? t('unassigned') : (presentable(assignee.name) ?? presentable(assignee.email) ?? assignee.id),
  }
}
