import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { samePersonQuery } from '#inbox/data/same-person.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { useNames } from '#inbox/words/use-names.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { Group } from './line.tsx'
import { StatusDot } from './status-dot.tsx'

type SamePersonProps = { conversation: Conversation; now: number; onOpen: (id: string) => void }

/** Who may be the same person at another vendor. It is a guess that the agent judges: nothing is ever merged. */
export function SamePerson({ conversation: { id, contact }, now, onOpen }: SamePersonProps) {
  const t = useTranslations('samePerson')
  const statuses = useTranslations('status')
  const names = useNames()
  const times = useTimes()
  const hasOthers = (useQuery(connectionsQuery()).data?.length ?? 0) > 1
  const hasMarks = contact.phone_number !== null || contact.email !== null
  const people = useQuery({ ...samePersonQuery(id), enabled: hasOthers && hasMarks }).data ?? []
  if (people.length === 0) return null
  return (
    <Group title={t('title')}>
      <ul className="-mx-2">
        {people.map(({ by, conversation: other }) => (
          <li key={other.id}>
            <button
              type="button"
              onClick={() => onOpen(other.id)}
              className="flex min-h-10 w-full items-center gap-2 rounded-control px-2 py-1 text-left hover:bg-hover"
            >
              <StatusDot status={other.status} />
              <span className="sr-only">{statuses(other.status)}</span>
              <span className="flex min-w-0 flex-1 flex-col">
                <bdi className="truncate">{names.contact(other)}</bdi>
                <span className="truncate text-small text-ink-faint">
                  {t('why', { by, place: names.place(other.connection) })}
                </span>
              </span>
              <span className="numeric shrink-0 text-small text-ink-faint">
                {times.age(other.last_message_at ?? other.created_at, now)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Group>
  )
}
