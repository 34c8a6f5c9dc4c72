import type { ConnectorConfig } from '../connector.ts'
import type { VendorUser } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import type { Client } from './client.ts'
import { companyId, locationId } from './settings.ts'
import { usersAnswer } from './wire.ts'

const PAGE = 100
const MOST_PAGES = 20

/**
 * Everybody who works in the location. With the company's id by the search that needs it; without, by the older list, which v3 has no
 * more. Throws `ConnectorError`.
 */
export async function listUsers(client: Client, config: ConnectorConfig, signal?: AbortSignal): Promise<VendorUser[]> {
  const company = companyId(config)
  const location = locationId(config)
  if (company === null) return read(await client.get(['users', ''], { locationId: location }, signal)).users
  const users: VendorUser[] = []
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { companyId: company, locationId: location, skip: page * PAGE, limit: PAGE }
    const answer = read(await client.get(['users', 'search'], query, signal))
    users.push(...answer.users)
    if (answer.count < PAGE) break
  }
  return users
}

function read(body: unknown): { users: VendorUser[]; count: number } {
  const answer = usersAnswer.safeParse(body).data
  if (answer === undefined) {
    throw new ConnectorError('malformed', 'bad_shape', 'HighLevel answered a list of users with JSON of another shape.')
  }
  const users = answer.users.flatMap((user) => {
    if (user === undefined || user.deleted === true) return []
    const whole = [user.firstName, user.lastName].filter((part) => first(part) !== null).join(' ')
    return [{ id: user.id, name: first(user.name, whole), email: first(user.email) }]
  })
  return { users, count: answer.users.length }
}
