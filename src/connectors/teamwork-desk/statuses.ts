import type { Status } from '#contract/conversation.ts'
import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import type { Client } from './client.ts'
import { readPage } from './envelope.ts'
import { readable } from './included.ts'
import { statusWire, type StatusWire } from './wire.ts'

/** What a status of the vendor's means here. `hidden` is spam: it is in nobody's inbox. */
export type Meaning = Status | 'hidden'

export type Statuses = {
  /** What the status with this number means; null for one that is not understood or not on the vendor's list. */
  meaning: (number: number) => Meaning | null
  /** The vendor's word for it. */
  wordFor: (number: number) => string
  /** The numbers of all that mean this. */
  numbersOf: (meaning: Meaning) => number[]
  /** The number to write for a status of ours. Throws `ConnectorError` of kind `rejected` when the vendor has none for it. */
  numberFor: (status: Status) => number
}

/** Long enough to cost nothing, short enough that a status that was added is soon known. */
const LIFE_MS = 5 * 60_000
/** How soon a number that is not on the list makes it be read again. */
const REFRESH_MS = 30_000

const meanings: Readonly<Record<string, Meaning>> = {
  active: 'open',
  waiting: 'pending',
  'on-hold': 'pending',
  solved: 'resolved',
  closed: 'resolved',
  spam: 'hidden',
}

type Row = { id: number; code: string; meaning: Meaning | null }

/**
 * The vendor's statuses, looked up and kept for a while: their numbers differ from site to site, and only their codes count.
 * @param resolveAs the code of what resolving writes: `solved`, which may send a survey, or `closed`, which does not
 */
export function createStatuses(client: Client, now: () => number, resolveAs: string) {
  let known: { rows: Row[]; at: number } | null = null

  async function read(signal: AbortSignal | undefined): Promise<Row[]> {
    const { rows } = readPage(await client.get(['ticketstatuses'], { pageSize: 100 }, signal), 'ticketstatuses')
    known = { rows: readable(statusWire, rows).map(toRow), at: now() }
    return known.rows
  }

  return {
    /** @param numbers those that are about to be asked for: an unknown one has the list read again, but not over and over */
    async look(signal?: AbortSignal, numbers: readonly number[] = []): Promise<Statuses> {
      const age = known === null ? LIFE_MS : now() - known.at
      const isMissing = numbers.some((number) => known?.rows.every(({ id }) => id !== number))
      const isOld = age >= LIFE_MS || (isMissing && age >= REFRESH_MS)
      return lookUp(known === null || isOld ? await read(signal) : known.rows, resolveAs)
    },
  }
}

function toRow(wire: StatusWire): Row {
  const code = codeOf(wire)
  const usual = Object.hasOwn(meanings, code) ? meanings[code] : undefined
  // What a site made up itself is neither new nor done, as far as anybody can tell.
  return { id: wire.id, code, meaning: usual ?? (wire.isCustom === true ? 'pending' : null) }
}

/** Only one of the codes was ever seen; the names of the six that every site has are documented. */
function codeOf({ code, name, isCustom }: StatusWire): string {
  const word = first(code)?.toLowerCase() ?? ''
  if (Object.hasOwn(meanings, word) || isCustom === true) return word
  const called = (first(name) ?? word).toLowerCase().replaceAll(/\s+/g, '-')
  return called === 'waiting-on-customer' ? 'waiting' : called
}

function lookUp(rows: readonly Row[], resolveAs: string): Statuses {
  const byNumber = new Map(rows.map((row) => [row.id, row]))
  const written: Record<Status, string[]> = {
    open: ['active'],
    pending: ['waiting'],
    resolved: resolveAs === 'closed' ? ['closed', 'solved'] : ['solved', 'closed'],
  }
  return {
    meaning: (number) => byNumber.get(number)?.meaning ?? null,
    wordFor: (number) => byNumber.get(number)?.code ?? `status ${number}`,
    // What is not understood counts as open, so that nobody overlooks it.
    numbersOf: (wanted) => rows.filter(({ meaning }) => (meaning ?? 'open') === wanted).map(({ id }) => id),
    numberFor: (status) => {
      for (const code of written[status]) {
        const found = rows.find((row) => row.code === code)
        if (found !== undefined) return found.id
      }
      throw new ConnectorError('rejected', 'status_not_found', 'Teamwork Desk has no status for this.', {
        param: 'status',
      })
    },
  }
}
