/** Longer than any name that somebody would read to its end. */
const MOST_CHARACTERS = 200

/** What a name has no use for: signs that turn the words round it, and all that breaks a line. Joiners stay, emoji and scripts need them. */
const UNFIT = /[\u202a-\u202e\u2066-\u2069]|[\p{Cc}\p{Zl}\p{Zp}\s]+/gu
const INVISIBLE = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{M}\u2800]/u
/** The blocks that Unicode keeps for such scripts, and their marks. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Whether anything of a text would be seen. */
export function isVisible(text: string): boolean {
  for (const character of text) if (!INVISIBLE.test(character)) return true
  return false
}

/**
 * A name, a code or another short word from outside, fit to stand in a line and in a sentence: without what would break either, cut
 * where nobody reads on, and kept apart from the words beside it when it runs from right to left. Null when nothing of it would be seen.
 */
export function presentable(text: string | null | undefined): string | null {
  const beginning = text?.slice(0, 2 * MOST_CHARACTERS)
  if (beginning === undefined || !isVisible(beginning)) return null
  const line = beginning.replaceAll(UNFIT, (unfit) => (/^[\u202a-\u202e\u2066-\u2069]/u.test(unfit) ? '' : ' ')).trim()
  const cut = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS).toWellFormed()}…` : line
  return RIGHT_TO_LEFT.test(cut) ? `\u2068${cut}\u2069` : cut
}
