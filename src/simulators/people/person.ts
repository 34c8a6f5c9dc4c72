import type { Random } from '../kit/ids.ts'
import { arabicNames, emojiNames, englishNames, hebrewNames, indonesianNames, longNames } from './names.ts'
import { chance, pick } from '../kit/random.ts'

export type Language = 'id' | 'en' | 'ar' | 'he'
export type Person = { language: Language; phoneNumber: string | null; name: string | null; email: string | null }

/** With eight more digits each is a number that could be. */
const countryCodes: Record<Language, readonly string[]> = {
  id: ['62812', '62813', '62821', '62822', '62852', '62857', '62878', '62895'],
  en: ['6421', '614', '4477', '141', '62811'],
  ar: ['9665', '9715'],
  he: ['9725'],
}

/** Someone who writes to the shop: mostly plain people, some with the names that break layouts. */
export function inventPerson(random: Random): Person {
  const draw = random()
  const language: Language = draw < 0.01 ? 'ar' : draw < 0.015 ? 'he' : draw < 0.26 ? 'en' : 'id'
  const name = chance(random, 0.04) ? null : inventName(random, language)
  // Someone without a number can at least be told by name.
  const phoneNumber = name !== null && chance(random, 0.003) ? null : inventNumber(random, language)
  const email = name !== null && chance(random, 0.35) ? emailOf(random, name) : null
  return { language, phoneNumber, name, email }
}

/** The language of whoever has this number, as `inventPerson` gives numbers out. */
export function languageOf(phoneNumber: string | null): Language {
  const digits = (phoneNumber ?? '').replaceAll(/\D/g, '')
  const speaks = (language: Language): boolean => countryCodes[language].some((code) => digits.startsWith(code))
  return (['en', 'ar', 'he'] as const).find(speaks) ?? (digits === '' || digits.startsWith('62') ? 'id' : 'en')
}

function inventName(random: Random, language: Language): string {
  if (language === 'ar') return pick(random, arabicNames)
  if (language === 'he') return pick(random, hebrewNames)
  const draw = random()
  if (draw < 0.008) return pick(random, longNames)
  if (draw < 0.035) return pick(random, emojiNames)
  const names = language === 'en' ? englishNames : indonesianNames
  // First name of one, family name of another: few people are called exactly alike.
  if (draw < 0.5) return pick(random, names)
  const [first = ''] = pick(random, names).split(' ')
  return `${first} ${pick(random, names).split(' ').at(-1) ?? ''}`.trim()
}

function inventNumber(random: Random, language: Language): string {
  const digits = Math.floor(random() * 1e8)
  return `+${pick(random, countryCodes[language])}${String(digits).padStart(8, '0')}`
}

function emailOf(random: Random, name: string): string | null {
  const ascii = name
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.')
    .replaceAll(/^\.|\.$/g, '')
    .slice(0, 40)
  return ascii === '' ? null : `${ascii}${Math.floor(random() * 90 + 10)}@mail.example`
}
