import { useTranslations } from 'use-intl'
import { ApiError } from '#inbox/data/api-error.ts'

const codesWithWords = {
  invalid_link: 'invalidLink',
  already_exists: 'alreadyExists',
  permission_denied: 'permission',
  invalid_origin: 'wrongAddress',
} as const
const hasWords = (code: string): code is keyof typeof codesWithWords => Object.hasOwn(codesWithWords, code)

const fieldsWithWords = new Set(['code', 'email', 'password', 'next', 'current', 'name'])

/** What to tell a person about a failed call: what happened and what to do next, in the language of the page. */
export function useProblem(): (error: unknown) => string {
  const t = useTranslations('error')
  return (error) => {
    if (!(error instanceof ApiError)) return t('page')
    const requestId = error.requestId ?? '–'
    if (error.kind === 'client') {
      if (hasWords(error.code)) return t(codesWithWords[error.code])
      if (error.code === 'invalid_field_value') {
        const field = error.param ?? ''
        return t('invalidField', { field: fieldsWithWords.has(field) ? field : 'other' })
      }
      if (error.status === 404) return t('notFound')
      return t('other', { code: error.code, requestId })
    }
    if (error.kind === 'conflict') return t('other', { code: error.code, requestId })
    if (error.kind === 'server') return t('server', { requestId })
    return t(error.kind)
  }
}
