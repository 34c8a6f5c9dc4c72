import { CircleCheck } from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import type { ConnectionTest } from '#contract/connection-setup.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Notice } from '#inbox/ui/notice.tsx'

/** Whose account it is and what it may do, or why not and what to do about it. */
export function TestResult({ result, vendor }: { result: ConnectionTest; vendor: string }) {
  const t = useTranslations('connecting')
  const { number } = useFormatter()
  const { account, problem } = result
  if (account !== null) {
    const { name, id, reads_per_minute: reads, writes_per_minute: writes } = account
    const limits = [
      reads === null ? null : t('reads', { count: number(reads) }),
      writes === null ? null : t('writes', { count: number(writes) }),
    ].filter((part) => part !== null)
    return (
      <p role="status" className="anywhere flex items-center gap-2 text-base text-good-ink">
        <CircleCheck size={16} aria-hidden="true" className="shrink-0" />
        {[t('connectedAs', { name: presentable(name) ?? id }), ...limits].join(' · ')}
      </p>
    )
  }
  if (problem === null) return null
  return (
    <Notice tone="bad" role="alert">
      {t(`problem_${problem.kind}`, { vendor, code: presentable(problem.code) ?? '?' })}
      <p className="pt-1 text-small text-ink-secondary">{presentable(problem.message)}</p>
    </Notice>
  )
}
