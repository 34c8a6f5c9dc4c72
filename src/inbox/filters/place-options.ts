import { digitsOf } from '#contract/digits.ts'
import type { CountCell } from '#contract/counts.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'

/** What a list can be narrowed to: a connection, a channel, one of the numbers that customers write to (as digits), or some of these. */
export type Place = { connection?: string | undefined; channel?: string | undefined; account?: string | undefined }

type PlaceOfUrl = Pick<InboxUrl, 'connection' | 'channel' | 'account'>

/** A name of its own for each place, the same for the same one. */
export function keyOfPlace({ connection = '', channel = '', account = '' }: Place): string {
  return JSON.stringify([connection, channel, account])
}

/** What the address asks for. */
export function placeOfUrl({ connection, channel, account }: PlaceOfUrl): Place {
  return { connection, channel, account: account === undefined ? undefined : digitsOf(account) }
}

/**
 * The connections where there are several, each with its channels and its numbers where it has several of those, then the channels that
 * more than one connection has. What the address asks for and nobody knows stands at the end.
 */
export function placesOf(
  connections: readonly { id: string }[],
  cells: readonly CountCell[],
  chosen: Place,
): readonly Place[] {
  const isOne = connections.length < 2
  const channelsOf = new Map<string, number>()
  const places = connections.flatMap(({ id }): Place[] => {
    const mine = cells.filter((cell) => cell.connection === id && cell.count > 0)
    const channels = [...new Set(mine.map(({ channel }) => channel))].sort()
    const accounts = [...new Set(mine.map(({ account }) => account))].filter(Boolean).sort()
    for (const channel of channels) channelsOf.set(channel, (channelsOf.get(channel) ?? 0) + 1)
    const connection = isOne ? undefined : id
    return [
      ...(isOne ? [] : [{ connection }]),
      ...(channels.length > 1 ? channels.map((channel) => ({ connection, channel })) : []),
      ...(accounts.length > 1 ? accounts.map((account) => ({ connection, account })) : []),
    ]
  })
  const shared = [...channelsOf].filter(([, count]) => count > 1).map(([channel]) => ({ channel }))
  const known = [...places, ...shared]
  const wanted = keyOfPlace(chosen)
  const isKnown = wanted === keyOfPlace({}) || known.some((place) => keyOfPlace(place) === wanted)
  return isKnown ? known : [...known, chosen]
}
