import type { Random } from '../../kit/ids.ts'
import { between, chance, pick } from '../../kit/random.ts'
import { englishDialogues } from '../../people/dialogues-en.ts'
import { indonesianDialogues } from '../../people/dialogues-id.ts'
import { arabicDialogues, hebrewDialogues } from '../../people/dialogues-rtl.ts'
import { chooseSlots, fill } from '../../people/goods.ts'
import type { Language, Person } from '../../people/person.ts'
import type { Direction } from '../message-row.ts'
import type { Plan } from './plan.ts'

const minute = 60_000

export type Turn = { direction: Direction; text: string; hasPicture: boolean; gapMs: number }

export const dialogues: Record<Language, readonly (readonly string[])[]> = {
  id: indonesianDialogues,
  en: englishDialogues,
  ar: arabicDialogues,
  he: hebrewDialogues,
}

/** What was said, oldest first, ending as the plan says; words, some below a picture. */
export function writeScript(random: Random, { language, name }: Person, plan: Plan, agent: string): Turn[] {
  const [first = ''] = (name ?? '').split(' ')
  const slots = chooseSlots(random, first, agent)
  const lines = pick(random, dialogues[language]).filter((line) => wordsOf(line) !== '')
  return endAs(random, lines, plan.ending).map((line) => ({
    direction: line.startsWith('<') ? 'inbound' : 'outbound',
    text: fill(wordsOf(line), slots),
    hasPicture: line.slice(2).startsWith('[image]'),
    gapMs: chance(random, 0.08) ? between(random, 60 * minute, 500 * minute) : between(random, 15_000, 9 * minute),
  }))
}

/** A line without its mark and without what is not text. */
export function wordsOf(line: string): string {
  return line.slice(2).replace(/^\[[^\]]*\] ?/, '')
}

function endAs(random: Random, lines: readonly string[], ending: Plan['ending']): readonly string[] {
  if (ending === 'done') return lines
  const mark = ending === 'answered' ? '>' : '<'
  const ends = lines.flatMap((line, index) => (line.startsWith(mark) ? [index + 1] : []))
  return ends.length === 0 ? lines : lines.slice(0, pick(random, ends))
}
