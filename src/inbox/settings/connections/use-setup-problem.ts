import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'

const known = {
  secrets_not_kept: 'needsSecret',
  already_exists: 'connectedTwice',
  missing_required_field: 'missing',
  connection_failed: 'failed',
} as const

const isKnown = (code: string): code is keyof typeof known => Object.hasOwn(known, code)

/** What to tell a person when a connection could not be kept or changed; whatever else failed is left to `problem`. */
export function useSetupProblem(problem: (error: unknown) => string): (error: unknown) => string {
  const t = useTranslations('connecting')
  return (error) => {
    if (!(error instanceof ApiError)) return problem(error)
    if (isKnown(error.code)) return t(known[error.code])
    if (error.code === 'invalid_field_value' && error.param === 'account') return t('otherAccount')
    if (error.code === 'invalid_field_value' && error.param === 'base_url') return t('badAddress')
    return problem(error)
  }
}
