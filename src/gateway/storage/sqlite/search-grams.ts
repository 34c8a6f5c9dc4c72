/**
 * SQLite finds substrings by an index of grams: every one, two and three characters that follow each other in a word of the text. Its own
 * trigram tokenizer knows no shorter ones, and without an index two letters that are rare mean reading a million rows.
 */
const LONGEST_GRAM = 3

/** ASCII that the index would take for the end of a word is moved out of ASCII, to where Unicode has no characters. */
const PRIVATE_USE = 0xe000
const ASCII_END = 0x80

function gramsOf(word: string, lengths: readonly number[]): string[] {
  const characters = Array.from(word, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code < ASCII_END && !/[a-zA-Z0-9]/.test(character) ? String.fromCodePoint(PRIVATE_USE + code) : character
  })
  return lengths.flatMap((length) =>
    characters
      .slice(0, Math.max(0, characters.length - length + 1))
      .map((_, start) => characters.slice(start, start + length).join('')),
  )
}

/** The grams of a text, for the index. Words of a query hold no white space, so neither do grams. */
export function searchGrams(text: string): string {
  const grams = text.split(/\s+/).flatMap((word) => gramsOf(word, [1, 2, LONGEST_GRAM]))
  return [...new Set(grams)].join(' ')
}

/** Asks the index for texts that may hold all the words: they hold all their grams, if perhaps elsewhere. */
export function gramsQuery(words: readonly string[]): string {
  const grams = words.flatMap((word) => gramsOf(word, [Math.min(LONGEST_GRAM, Array.from(word).length)]))
  return [...new Set(grams)].map((gram) => `"${gram}"`).join(' AND ')
}
