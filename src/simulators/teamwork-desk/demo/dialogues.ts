import type { Random } from '../../kit/ids.ts'
import { pick } from '../../kit/random.ts'
import { englishDialogues } from '../../people/dialogues-en.ts'
import { indonesianDialogues } from '../../people/dialogues-id.ts'
import { arabicDialogues, hebrewDialogues } from '../../people/dialogues-rtl.ts'
import { fill, type Slots } from '../../people/goods.ts'
import type { Language } from '../../people/person.ts'

export type Turn = { from: 'customer' | 'agent'; text: string }

const dialogues: Record<Language, readonly (readonly string[])[]> = {
  id: indonesianDialogues,
  en: englishDialogues,
  ar: arabicDialogues,
  he: hebrewDialogues,
}

/** One matter from beginning to end, in words alone: a help desk's mail has no stickers. */
export function writeDialogue(random: Random, language: Language, slots: Slots): Turn[] {
  return pick(random, dialogues[language])
    .map((line) => readTurn(line, slots))
    .filter(({ text }) => text !== '')
}

/** The words of a line such as `< [image] Here it is`. */
export function readTurn(line: string, slots: Slots): Turn {
  const words = fill(line.slice(2), slots).replace(/^\[[^\]]*\] ?/, '')
  return { from: line.startsWith('<') ? 'customer' : 'agent', text: words }
}
