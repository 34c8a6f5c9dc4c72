const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Up to two initials of a name, whole characters even when they are emoji or carry accents; `?` when there is nothing to take. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words
  const initials = chosen.map((word) => firstCharacter(word ?? '')).join('')
  return initials === '' ? '?' : initials.toLocaleUpperCase()
}

function firstCharacter(word: string): string {
  const from = word.search(/[\p{L}\p{N}\p{Extended_Pictographic}]/u)
  const [first] = segmenter.segment(word.slice(Math.max(0, from)))
  return first?.segment ?? ''
}

/** A hue in degrees, the same for the same id on every machine. */
export function hueOf(id: string): number {
  // FNV-1a: ids that differ by one character must not look alike.
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % 360
}

/** A phone number in groups that the eye can hold: +62 851-1760-2334. What is no international number stays as it is. */
export function formatPhone(phoneNumber: string): string {
  const match = /^\+(\d{7,15})$/.exec(phoneNumber.replaceAll(/[\s().-]/g, ''))
  const digits = match?.[1]
  if (digits === undefined) return phoneNumber
  const code = countryCodeOf(digits)
  const rest = digits.slice(code.length)
  const groups = code === '62' ? [rest.slice(0, 3), ...inFours(rest.slice(3))] : inFours(rest)
  return `+${code} ${groups.filter(Boolean).join('-')}`
}

function inFours(digits: string): string[] {
  const groups = digits.match(/\d{1,4}/g) ?? []
  const last = groups.at(-1)
  const before = groups.at(-2)
  // A group of one reads as a slip, so it joins the one before it.
  if (last?.length !== 1 || before === undefined) return groups
  return [...groups.slice(0, -2), before + last]
}

const TWO_DIGIT_CODES = /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

// ITU-T E.164: one digit for zones 1 and 7, two for the codes named above, three for the rest.
function countryCodeOf(digits: string): string {
  if (digits.startsWith('1') || digits.startsWith('7')) return digits.slice(0, 1)
  return digits.slice(0, TWO_DIGIT_CODES.test(digits) ? 2 : 3)
}
