import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { troubleOf } from './trouble-of.ts'
import { useNames } from './use-names.ts'

/** What is wrong with one of these connections, what becomes of the agents' work meanwhile, and what to do; null where all is well. */
export function useTroubleWords(connections: readonly Connection[]): (connection: Connection) => string | null {
  const t = useTranslations('banner')
  const names = useNames()
  return (connection) => {
    const { id, problem, backlog, backfill } = connection
    const rest = connections.filter((other) => other.id !== id)
    const name = rest.length > 0 ? names.place(connection) : names.connection(connection)
    const code = presentable(problem?.code) ?? '?'
    const others = rest.some(({ state }) => state === 'ok' || state === 'catching_up') ? 'yes' : 'no'
    const trouble = troubleOf(connection)
    if (trouble === null) return null
    if (trouble === 'paused') return t('paused', { name, backlog })
    if (trouble === 'refused') return t('refused', { name, code, others })
    if (trouble === 'down') return t('down', { name, code, backlog, others })
    if (trouble === 'slow') return t('slow', { name, code, backlog })
    const { rows: count, total, seconds_left: seconds, per_minute: pace = 0 } = backfill
    return total === undefined || seconds === undefined
      ? t('backfill', { name, count, pace })
      : t('backfillOf', { name, count, total, minutes: Math.floor(seconds / 60) })
  }
}
