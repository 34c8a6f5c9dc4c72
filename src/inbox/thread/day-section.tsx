import { useTranslations } from 'use-intl'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'
import { useTimes } from '#inbox/words/use-times.ts'
import { identityOf } from '#inbox/data/thread.ts'
import { Bubble } from './bubble.tsx'
import { dayOf } from './day-of.ts'
import type { Day, Run } from './group-messages.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** One day of a thread. Days out of sight cost no layout, so a thread of thousands stays quick. */
export function DaySection({ day, contactName, now }: { day: Day; contactName: string; now: number }) {
  const t = useTranslations('thread')
  const times = useTimes()
  const isToday = day.key === dayOf(new Date(now).toISOString())
  const isYesterday = day.key === dayOf(new Date(now - DAY_MS).toISOString())
  const words = isToday ? t('today') : isYesterday ? t('yesterday') : times.date(day.first.created_at, now)
  return (
    <section
      aria-label={words}
      className="flex flex-col gap-3 [contain-intrinsic-size:auto_600px] [content-visibility:auto]"
    >
      <h3 className="my-2 text-center text-small font-normal text-ink-faint">{words}</h3>
      {day.runs.map((run) => (
        <RunOfMessages key={run.key} run={run} contactName={contactName} />
      ))}
    </section>
  )
}

function RunOfMessages({ run, contactName }: { run: Run; contactName: string }) {
  const t = useTranslations('thread')
  return (
    <div className="flex flex-col gap-0.75">
      <VisuallyHidden>{run.direction === 'inbound' ? t('from', { name: contactName }) : t('fromUs')}</VisuallyHidden>
      {run.messages.map((message) => (
        <Bubble key={identityOf(message)} message={message} />
      ))}
    </div>
  )
}
