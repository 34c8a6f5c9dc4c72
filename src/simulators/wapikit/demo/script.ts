import type { Random } from '../../kit/ids.ts'
import { between, chance, pick } from '../../kit/random.ts'
import { englishDialogues } from '../../people/dialogues-en.ts'
import { indonesianDialogues } from '../../people/dialogues-id.ts'
import { arabicDialogues, hebrewDialogues } from '../../people/dialogues-rtl.ts'
import { chooseSlots } from '../../people/goods.ts'
import type { Language, Person } from '../../people/person.ts'
import type { Plan } from './plan.ts'
import { readTurn, type Turn } from './turn.ts'

const minute = 60_000
const hour = 60 * minute

/** A turn and how long after the one before it was written. */
export type TimedTurn = { turn: Turn; gapMs: number }

export const dialogues: Record<Language, readonly (readonly string[])[]> = {
  id: indonesianDialogues,
  en: englishDialogues,
  ar: arabicDialogues,
  he: hebrewDialogues,
}

/** What was said, oldest first, ending as the plan says. */
export function writeScript(random: Random, person: Person, plan: Plan, agent: string): TimedTurn[] {
  const slots = chooseSlots(random, firstName(person), agent)
  const lines = endAs(random, pick(random, dialogues[person.language]), plan.ending)
  return lines.map((line) => {
    const turn = readTurn(line, slots, () => mediaId(random))
    const slow = turn.direction === 'InBound' && chance(random, 0.08)
    return { turn, gapMs: slow ? between(random, hour, 9 * hour) : between(random, 15_000, 9 * minute) }
  })
}

/** Meta's ids of files are long numbers. */
export function mediaId(random: Random): string {
  return String(Math.floor(1e14 + random() * 9e14))
}

function endAs(random: Random, lines: readonly string[], ending: Plan['ending']): readonly string[] {
  if (ending === 'done') return lines
  const mark = ending === 'answered' ? '>' : '<'
  const ends = lines.flatMap((line, index) => {
    const isLast = line.startsWith(mark) && lines[index + 1]?.startsWith(mark) !== true
    return isLast ? [index + 1] : []
  })
  return lines.slice(0, pick(random, ends))
}

function firstName({ name, language }: Person): string {
  const [first = ''] = (name ?? '').split(' ')
  return /^\p{L}{2,14}$/u.test(first) ? first : language === 'en' ? 'there' : ''
}
