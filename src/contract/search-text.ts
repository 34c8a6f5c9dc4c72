import { digitsOf } from './digits.ts'

const PHONE_LIKE = /^[+\d][\d().-]*$/
const DIGITS_OF_A_PHONE = 4
/** Nobody types more of a name, and an index of all that a stranger may call themselves would keep everybody else waiting. */
const MOST_OF_A_NAME = 300

/** Case, accents and compatibility forms folded away, white space single: how names are stored for search and how queries are read. */
export function normaliseText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

/**
 * The text a conversation is found by. A number is stored as its digits with the country code, so that the same number typed
 * with 0, 62, +62 or dashes is a substring of it.
 */
export function searchTextOf(
  contact: { name: string | null; phone_number: string | null; email: string | null },
  tags: readonly string[],
): string {
  const texts = [contact.name, contact.email].map((text) => normaliseText((text ?? '').slice(0, MOST_OF_A_NAME)))
  return [...texts, digitsOf(contact.phone_number), ...tags.map(normaliseText)].filter(Boolean).join('\n')
}

/** The words of a query; a conversation is found when every one is a substring of its search text. No words find everything. */
export function searchWords(query: string): string[] {
  return normaliseText(query).split(' ').filter(Boolean).map(asPhoneDigits).filter(Boolean)
}

function asPhoneDigits(word: string): string {
  if (!PHONE_LIKE.test(word)) return word
  const digits = word.replaceAll(/\D/g, '')
  return digits.length < DIGITS_OF_A_PHONE ? digits : digits.replace(/^0+/, '')
}
