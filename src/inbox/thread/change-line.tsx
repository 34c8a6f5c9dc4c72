import { memo } from 'react'
import type { Ref } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Change } from '#contract/live-event.ts'
import { agentsQuery } from '#inbox/data/session.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { useTimes } from '#inbox/words/use-times.ts'

type ChangeLineProps = { id: string; change: Change; rowRef: Ref<HTMLDivElement> }

/** What became of the conversation at this point of it, and who did it. */
export const ChangeLine = memo(function ChangeLine({ id, change, rowRef }: ChangeLineProps) {
  const times = useTimes()
  const words = useChangeWords()
  return (
    <div ref={rowRef} data-key={id} className="flow-root">
      <p className="anywhere mt-3 overflow-clip text-center text-small text-ink-secondary">
        {words(change)} <span className="numeric text-ink-faint">{times.clock(change.at)}</span>
      </p>
    </div>
  )
})

function useChangeWords(): (change: Change) => string {
  const t = useTranslations('timeline')
  const { person } = useNames()
  const { data: agents } = useQuery(agentsQuery())
  return ({ field, to, actor }) => {
    if (actor.type === 'system') return t('givenBack', { vendor: person(actor.name) })
    const who = actor.type === 'vendor' ? t('someone') : person(actor.name)
    if (field === 'status') return t('status', { who, status: to ?? 'other' })
    if (to === null) return t('unassigned', { who })
    if (to === actor.id) return t('took', { who })
    const name = agents?.find((agent) => agent.id === to)?.name
    return name === undefined ? t('assigned', { who }) : t('assignedTo', { who, name: person(name) })
  }
}
