import type { Random } from '../../kit/ids.ts'
import { englishDialogues } from '../../people/dialogues-en.ts'
import { indonesianDialogues } from '../../people/dialogues-id.ts'
import { arabicDialogues, hebrewDialogues } from '../../people/dialogues-rtl.ts'
import { englishHoldingLines, englishLateNudges, holdingLines, lateNudges } from '../../people/follow-ups.ts'
import { chooseSlots, type Slots } from '../../people/goods.ts'
import type { Language, Person } from '../../people/person.ts'
import type { Plan } from './plan.ts'
import { between, chance, pick } from '../../kit/random.ts'
import { readTurn, type Turn } from './turn.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A turn and how long after the one before it was written. */
export type TimedTurn = Turn & { gapMs: number }

export const dialogues: Record<Language, readonly (readonly string[])[]> = {
  id: indonesianDialogues,
  en: englishDialogues,
  ar: arabicDialogues,
  he: hebrewDialogues,
}

/** What was said, oldest first, ending as the plan says. */
export function writeScript(random: Random, person: Person, plan: Plan, agent: string): TimedTurn[] {
  if (plan.ending === 'empty') return []
  const draw = random()
  const earlier = draw < 0.01 ? 12 : draw < 0.25 ? 1 : 0
  const history = Array.from({ length: earlier }, () => episode(random, person, agent, 'done')).flat()
  return [...history, ...episode(random, person, agent, plan.ending)]
}

function episode(random: Random, person: Person, agent: string, ending: Plan['ending']): TimedTurn[] {
  const slots = chooseSlots(random, firstName(person), agent)
  const lines = endAs(random, pick(random, dialogues[person.language]), ending, person.language)
  const turns = lines.map((line) => timed(random, line, slots))
  const [first, ...rest] = turns
  if (!first) return turns
  const last = rest.at(-1)
  if (ending === 'late' && last) last.gapMs = between(random, 26 * hour, 60 * hour)
  return [{ ...first, gapMs: between(random, 2 * day, 50 * day) }, ...rest]
}

function endAs(
  random: Random,
  lines: readonly string[],
  ending: Plan['ending'],
  language: Language,
): readonly string[] {
  const holding = language === 'id' ? holdingLines : englishHoldingLines
  const nudges = language === 'id' ? lateNudges : englishLateNudges
  if (ending === 'done' || ending === 'empty') return lines
  if (ending === 'late') return [...lines, `> ${pick(random, nudges)}`]
  const mark = ending === 'answered' ? '>' : '<'
  const ends = lines.flatMap((line, index) => {
    const next = lines[index + 1]
    return line.startsWith(mark) && !next?.startsWith(mark) ? [index + 1] : []
  })
  const cut = lines.slice(0, pick(random, ends))
  return ending === 'held' ? [...cut, `> ${pick(random, holding)}`] : cut
}

function timed(random: Random, line: string, slots: Slots): TimedTurn {
  const turn = readTurn(line, slots, () => Math.floor(random() * 1e15).toString(36))
  const slow = turn.direction === 'inbound' && chance(random, 0.08)
  return { ...turn, gapMs: slow ? between(random, hour, 9 * hour) : between(random, 15_000, 9 * minute) }
}

function firstName({ name, language }: Person): string {
  const [first = ''] = (name ?? '').split(' ')
  return /^\p{L}{2,14}$/u.test(first) ? first : language === 'en' ? 'there' : ''
}
