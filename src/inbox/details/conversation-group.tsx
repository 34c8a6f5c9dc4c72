import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { statuses } from '#contract/conversation.ts'
import type { Conversation, Status } from '#contract/conversation.ts'
import { hasWindow, windowState } from '#contract/window.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { agentsQuery } from '#inbox/data/session.ts'
import { useChannel } from '#inbox/data/use-channel.ts'
import { hueOf, initialsOf } from '#inbox/lib/text.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Avatar } from '#inbox/ui/avatar.tsx'
import { Picker } from '#inbox/ui/picker.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { isEmpty } from '#inbox/words/use-preview-words.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { useWindowWords } from '#inbox/words/use-window-words.ts'
import { FeedbackLine } from './feedback-line.tsx'
import { KeptMark } from './kept-mark.tsx'
import { Group, Line, Lines } from './line.tsx'
import { StatusDot } from './status-dot.tsx'
import { TagsLine } from './tags-line.tsx'
import { useKeptWords } from './use-kept-words.ts'

const NOBODY = 'none'
const control =
  '-mx-2 h-7 max-w-[calc(100%+1rem)] rounded-control border border-transparent px-2 hover:border-line hover:bg-hover pointer-coarse:h-10'
const windowTones = { open: 'text-good-ink', closing: 'text-warning-ink', closed: 'text-ink-secondary' } as const

/** Where the conversation stands and whose it is; both can be changed here. */
export function ConversationGroup({ conversation, now }: { conversation: Conversation; now: number }) {
  const t = useTranslations('details')
  const statusWords = useTranslations('status')
  const inbox = useInbox()
  const times = useTimes()
  const windowWords = useWindowWords()
  const channel = useChannel(conversation)
  const keptWords = useKeptWords(conversation)
  const { id, status, connection, subject, window_closes_at: closesAt } = conversation
  const tone = windowTones[windowState(closesAt === null ? null : Date.parse(closesAt), now)]
  return (
    <Group title={t('conversation')}>
      <Lines>
        <Line term={t('status')}>
          <Picker<Status>
            label={t('status')}
            value={status}
            options={statuses.map((value) => ({
              value,
              label: statusWords(value),
              icon: <StatusDot status={value} />,
            }))}
            onPick={(next) => inbox.setStatus([id], next)}
            keys={keysFor('status')}
            keyshortcuts={ariaKeyshortcuts('status')}
            className={control}
          >
            <StatusDot status={status} />
            <span className="ml-1 truncate">{statusWords(status)}</span>
          </Picker>
          <KeptMark words={keptWords('status')} />
        </Line>
        <Line term={t('assignee')}>
          <AssigneePicker conversation={conversation} />
          <KeptMark words={keptWords('assignee')} />
        </Line>
      </Lines>
      {channel?.assigning === 'changes_contact_owner' && (
        <p className="pb-1 text-small text-ink-faint">{t('ownerChanges', { vendor: connection.vendor_name })}</p>
      )}
      <Lines>
        {presentable(subject) !== null && (
          <Line term={t('subject')}>
            <span dir="auto" className="anywhere line-clamp-3 py-1">
              {subject}
            </span>
          </Line>
        )}
        <FeedbackLine conversation={conversation} />
        <TagsLine conversation={conversation} />
        <Line term={t('lastMessage')}>
          <Instant iso={conversation.last_message_at} now={now} isTold={isEmpty(conversation)} />
        </Line>
        <Line term={t('lastInbound')}>
          <Instant
            iso={conversation.last_inbound_at}
            now={now}
            isTold={isEmpty(conversation) || (hasWindow(conversation.channel) && conversation.last_message_at !== null)}
          />
        </Line>
        {hasWindow(conversation.channel) && conversation.activity_untold !== true && (
          <Line term={t('window')}>
            <span
              className={`numeric anywhere ${tone}`}
              data-tip={closesAt === null ? undefined : times.full(closesAt)}
            >
              {windowWords(closesAt, now)}
            </span>
          </Line>
        )}
        <Line term={t('created')}>
          <Instant iso={conversation.created_at} now={now} />
        </Line>
        <Line term={t('updated')}>
          <Instant iso={conversation.updated_at} now={now} />
        </Line>
      </Lines>
    </Group>
  )
}

function AssigneePicker({ conversation: { id, assignee } }: { conversation: Conversation }) {
  const t = useTranslations('details')
  const words = useTranslations('common')
  const inbox = useInbox()
  const names = useNames()
  const agents = useQuery(agentsQuery()).data ?? []
  const known = agents.some((agent) => agent.id === assignee?.id)
  const people = [...agents, ...(assignee === null || known ? [] : [{ ...assignee, name: names.assignee(assignee) }])]
  const pick = (value: string) => inbox.assign([id], people.find((agent) => agent.id === value) ?? null)
  return (
    <Picker
      label={t('assignee')}
      value={assignee?.id ?? NOBODY}
      options={[
        { value: NOBODY, label: words('unassigned') },
        ...people.map((agent) => ({
          value: agent.id,
          label: names.person(agent.name),
          icon: <Avatar initials={initialsOf(agent.name).slice(0, 1)} hue={hueOf(agent.id)} size={18} />,
        })),
      ]}
      onPick={pick}
      keys={keysFor('assign')}
      keyshortcuts={ariaKeyshortcuts('assign')}
      className={control}
    >
      {assignee !== null && (
        <Avatar initials={initialsOf(names.assignee(assignee)).slice(0, 1)} hue={hueOf(assignee.id)} size={18} />
      )}
      <span className={assignee === null ? 'truncate text-ink-faint' : 'ml-1 truncate'}>
        {names.assignee(assignee)}
      </span>
    </Picker>
  )
}

type InstantProps = {
  iso: string | null
  now: number
  /** Whether null says that there is none; else nobody told. */
  isTold?: boolean
}

function Instant({ iso, now, isTold = true }: InstantProps) {
  const t = useTranslations()
  const times = useTimes()
  if (iso === null) {
    return <span className="text-ink-faint">{isTold ? t('common.none') : t('details.notKnown')}</span>
  }
  return (
    <time dateTime={iso} data-tip={times.full(iso)} className="numeric truncate">
      {times.moment(iso, now)}
    </time>
  )
}
