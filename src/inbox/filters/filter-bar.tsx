import { useQuery } from '@tanstack/react-query'
import { ArrowDownWideNarrow, SquarePen } from 'lucide-react'
import { memo } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { InboxUrl } from '#contract/inbox-url.ts'
import { windowStates } from '#contract/window.ts'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { agentsQuery } from '#inbox/data/session.ts'
import { hueOf, initialsOf } from '#inbox/lib/text.ts'
import { Avatar } from '#inbox/ui/avatar.tsx'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Picker } from '#inbox/ui/picker.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { chipLook } from './chip-look.ts'
import { PlaceFilter } from './place-filter.tsx'
import { SearchField } from './search-field.tsx'
import { StatusTabs } from './status-tabs.tsx'

type FilterBarProps = {
  url: InboxUrl
  onChange: (change: Partial<InboxUrl>) => void
  onLeave: () => void
  searchRef: Ref<HTMLInputElement>
  /** Begins a conversation; null where nobody can be written to first. */
  onNew: (() => void) | null
}

const ANY = 'any'

/** What the list is narrowed to. All of it stands in the address; opening a conversation draws nothing of it again. */
export const FilterBar = memo(function FilterBar({ url, onChange, onLeave, searchRef, onNew }: FilterBarProps) {
  const t = useTranslations('commands')
  return (
    <search className="flex shrink-0 flex-col gap-2 border-b border-line bg-surface p-3 pb-2.5">
      <div className="flex items-center gap-1.5">
        <SearchField
          words={url.q ?? ''}
          onSearch={(words) => onChange({ q: words.trim() === '' ? undefined : words })}
          onLeave={onLeave}
          inputRef={searchRef}
        />
        {onNew !== null && (
          <IconButton
            label={t('new_conversation')}
            keys={keysFor('new-conversation')}
            aria-keyshortcuts={ariaKeyshortcuts('new-conversation')}
            onClick={onNew}
            className="size-8"
          >
            <SquarePen size={16} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <StatusTabs url={url} onStatus={(status) => onChange({ status })} />
      <div className="@container flex items-center gap-1">
        <AssigneeFilter url={url} onChange={onChange} />
        <PlaceFilter url={url} onChange={onChange} />
        <WindowFilter url={url} onChange={onChange} />
        <Sort url={url} onChange={onChange} />
      </div>
    </search>
  )
})

type FilterProps = Pick<FilterBarProps, 'url' | 'onChange'>

function AssigneeFilter({ url, onChange }: FilterProps) {
  const t = useTranslations('filters')
  const { person } = useNames()
  const agents = useQuery(agentsQuery()).data ?? []
  const value = url.assignee ?? ANY
  const known = [ANY, 'me', 'none'].includes(value) || agents.some((agent) => agent.id === value)
  return (
    <Picker
      label={t('assignee')}
      value={value}
      options={[
        { value: ANY, label: t('anyone') },
        { value: 'me', label: t('me') },
        { value: 'none', label: t('unassigned') },
        ...agents.map((agent) => ({
          value: agent.id,
          label: person(agent.name),
          icon: <Avatar initials={initialsOf(agent.name).slice(0, 1)} hue={hueOf(agent.id)} size={18} />,
        })),
        ...(known ? [] : [{ value, label: t('unknownAgent') }]),
      ]}
      onPick={(next) => onChange({ assignee: next === ANY ? undefined : next })}
      className={chipLook(value !== ANY)}
    >
      {value === ANY ? <span className="truncate">{t('assignee')}</span> : undefined}
    </Picker>
  )
}

function WindowFilter({ url, onChange }: FilterProps) {
  const t = useTranslations('filters')
  const value = url.window ?? ANY
  return (
    <Picker
      label={t('window')}
      value={value}
      options={[
        { value: ANY, label: t('anyWindow') },
        ...windowStates.map((state) => ({ value: state, label: t('windowState', { state }) })),
      ]}
      onPick={(next) => onChange({ window: next === ANY ? undefined : next })}
      className={chipLook(value !== ANY)}
    >
      <span className="truncate">{value === ANY ? t('window') : t('windowChosen', { state: value })}</span>
    </Picker>
  )
}

/** Stands apart from the filters: it hides nothing. */
function Sort({ url, onChange }: FilterProps) {
  const t = useTranslations('filters')
  return (
    <Picker
      label={t('sort')}
      value={url.sort ?? 'last_message'}
      options={[
        { value: 'last_message', label: t('sortLastMessage') },
        { value: 'window', label: t('sortWindow') },
      ]}
      onPick={(next) => onChange({ sort: next === 'window' ? next : undefined })}
      className={`ml-auto h-6.5 shrink-0 rounded-control px-1 ${url.sort === undefined ? 'text-ink-faint hover:bg-hover hover:text-ink' : 'text-accent hover:bg-hover'}`}
    >
      <ArrowDownWideNarrow size={15} />
    </Picker>
  )
}
