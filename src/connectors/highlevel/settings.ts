import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { isUsableId } from '../kit/wire-parts.ts'

export const DEFAULT_VERSION = '2021-07-28'

/** The sub-account that everything is asked of. Throws `ConnectorError` when none is configured. */
export function locationId({ options }: ConnectorConfig): string {
  const id = options['locationId']?.trim() ?? ''
  if (isUsableId(id)) return id
  throw new ConnectorError('rejected', 'invalid_option', 'locationId is missing or is no id. Correct it.')
}

/** The company that the location belongs to; null when it is not configured. */
export function companyId({ options }: ConnectorConfig): string | null {
  const id = options['companyId']?.trim() ?? ''
  return isUsableId(id) ? id : null
}

/** What the `Version` header says: a date of theirs, or `v3`. Throws `ConnectorError` for anything else. */
export function version({ options }: ConnectorConfig): string {
  const given = options['version']?.trim() ?? ''
  if (given === '') return DEFAULT_VERSION
  if (/^(\d{4}-\d{2}-\d{2}|v\d{1,3})$/.test(given)) return given
  throw new ConnectorError(
    'rejected',
    'invalid_option',
    'version must be a date such as 2021-07-28, or v3. Correct it.',
  )
}
