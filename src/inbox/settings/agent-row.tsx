import { useTranslations } from 'use-intl'
import { roles } from '#contract/agent.ts'
import type { Agent, Role } from '#contract/agent.ts'
import { hueOf, initialsOf } from '#inbox/lib/text.ts'
import { Avatar } from '#inbox/ui/avatar.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { Picker } from '#inbox/ui/picker.tsx'
import { ActButton } from './act-button.tsx'

type AgentRowProps = { agent: Agent; busy: boolean; onLink: (agent: Agent) => void; onRole: (role: Role) => void }

/** One agent, what they may do, and the link that the owner can make for them. */
export function AgentRow({ agent, busy, onLink, onRole }: AgentRowProps) {
  const t = useTranslations('agents')
  const name = useNames().person(agent.name)
  const isActive = agent.state === 'active'
  return (
    <li className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 py-2.5">
      <Avatar initials={initialsOf(agent.name)} hue={hueOf(agent.id)} size={28} />
      <div className="min-w-48 flex-1">
        <p className="anywhere text-base font-medium">{name}</p>
        <p className="anywhere text-small text-ink-faint">
          {[t('state', { state: agent.state }), agent.email].filter((part) => part !== null).join(' · ')}
        </p>
      </div>
      <Picker
        label={t('roleOf', { name })}
        value={agent.role}
        options={roles.map((role) => ({ value: role, label: t('role', { role }) }))}
        onPick={onRole}
        className="h-8 w-22 shrink-0 rounded-control px-2 text-small text-ink-secondary hover:bg-hover"
      />
      <span className="flex w-34 shrink-0 justify-end max-sm:w-auto">
        <ActButton
          busy={busy}
          onClick={() => onLink(agent)}
          aria-label={t(isActive ? 'resetFor' : 'inviteFor', { name })}
        >
          {t(isActive ? 'resetLink' : 'inviteLink')}
        </ActButton>
      </span>
    </li>
  )
}
