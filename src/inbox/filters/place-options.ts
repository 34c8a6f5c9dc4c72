import type { CountCell } from '#contract/counts.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { accountKey } from '#contract/conversation-search.ts'

/** What a list can be narrowed to: a connection, or one of the numbers that customers write to. */
export type PlaceOption = { value: string; connection?: string; account?: string }

export const ANY_PLACE = 'any'

/** A number is known by its digits, whatever the connection. */
const ofConnection = (id: string): PlaceOption => ({ value: `connection ${id}`, connection: id })
const ofAccount = (digits: string): PlaceOption => ({ value: `account ${digits}`, account: digits })

/**
 * The connections where there are several, each with its numbers below it where it has several; what the address asks for and nobody
 * knows stands at the end.
 */
export function placeOptions(
  connections: readonly { id: string }[],
  cells: readonly CountCell[],
  url: Pick<InboxUrl, 'connection' | 'account'>,
): PlaceOption[] {
  const options = connections.flatMap(({ id }) => {
    const accounts = [...new Set(cells.filter((cell) => cell.connection === id).map(({ account }) => account))]
    const numbers = accounts.filter(Boolean).sort()
    return [
      ...(connections.length > 1 ? [ofConnection(id)] : []),
      ...(numbers.length > 1 ? numbers.map(ofAccount) : []),
    ]
  })
  const chosen = chosenPlace(url)
  return chosen === null || options.some(({ value }) => value === chosen.value) ? options : [...options, chosen]
}

/** What the address asks for; a number says more than its connection. */
export function chosenPlace({ connection, account }: Pick<InboxUrl, 'connection' | 'account'>): PlaceOption | null {
  if (account !== undefined) return ofAccount(accountKey(account))
  return connection === undefined ? null : ofConnection(connection)
}
