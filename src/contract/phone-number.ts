/** Why something typed is no number that can be written to. */
export type PhoneNumberProblem = 'empty' | 'characters' | 'no_country_code' | 'too_short' | 'too_long'

export type PhoneNumberReading = { ok: true; number: string } | { ok: false; problem: PhoneNumberProblem }

/** What people and address books put between digits, direction marks of copied text included. */
const BETWEEN = /[\s\p{Cf}\p{Pd}().,/_·]/gu
const INDONESIA = '62'
/** The shortest and longest numbers of a country as digits with its code, for the country that most customers live in, and E.164's own. */
const INDONESIAN = { least: 10, most: 15 }
const ANY = { least: 7, most: 15 }

/**
 * A phone number as somebody types or pastes it, in E.164. A number that begins with 0 is Indonesian, one that begins with + or 00
 * carries its country code, and so does one that begins with 62. Anything else names no country, and is not guessed. Reading a number
 * that was read before gives it back.
 */
export function readPhoneNumber(typed: string): PhoneNumberReading {
  const bare = typed.normalize('NFKC').replaceAll(BETWEEN, '')
  if (bare === '') return { ok: false, problem: 'empty' }
  if (!/^\+?\d*$/.test(bare)) return { ok: false, problem: 'characters' }
  const digits = withCountryCode(bare)
  if (digits === null) return { ok: false, problem: 'no_country_code' }
  const { least, most } = digits.startsWith(INDONESIA) ? INDONESIAN : ANY
  if (digits.length < least) return { ok: false, problem: 'too_short' }
  return digits.length > most ? { ok: false, problem: 'too_long' } : { ok: true, number: `+${digits}` }
}

/** Digits that begin with a country's code; null where no country is named. */
function withCountryCode(bare: string): string | null {
  const isInternational = bare.startsWith('+') || bare.startsWith('00')
  const digits = isInternational ? bare.replace(/^(\+|00)/, '') : bare.replace(/^0/, INDONESIA)
  const isNamed = isInternational || digits.startsWith(INDONESIA)
  // No country's code begins with 0, and behind one a 0 is what is dialled within the country: +62 0812 and +62 (0)812.
  return isNamed && !digits.startsWith('0') ? digits.replace(/^620+/, INDONESIA) : null
}
