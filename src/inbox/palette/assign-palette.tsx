import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import type { Assignee } from '#contract/conversation.ts'
import { agentsQuery } from '#inbox/data/session.ts'
import { keysFor } from '#inbox/commands/keymap.ts'
import { hueOf, initialsOf } from '#inbox/lib/text.ts'
import { Avatar } from '#inbox/ui/avatar.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { PaletteBox } from './palette-box.tsx'

type AssignPaletteProps = {
  meId: string | null
  /** Vendors at which it changes more than the conversation: the owner of the contact. */
  ownersAt: readonly string[]
  onAssign: (assignee: Assignee | null) => void
  onClose: () => void
}

/** Whom to assign to: oneself first, then the others, then nobody. */
export function AssignPalette({ meId, ownersAt, onAssign, onClose }: AssignPaletteProps) {
  const t = useTranslations('palette')
  const { person } = useNames()
  const format = useFormatter()
  const agents = useQuery(agentsQuery()).data ?? []
  const people = [...agents.filter((agent) => agent.id === meId), ...agents.filter((agent) => agent.id !== meId)]
  const items = people.map((agent) => ({
    id: agent.id,
    label: agent.id === meId ? t('me', { name: person(agent.name) }) : person(agent.name),
    keys: agent.id === meId ? keysFor('assign-to-me') : '',
    icon: <Avatar initials={initialsOf(agent.name)} hue={hueOf(agent.id)} size={22} />,
    run: () => onAssign({ id: agent.id, name: agent.name, email: agent.email }),
  }))
  const nobody = { id: 'none', label: t('unassign'), keys: keysFor('unassign'), run: () => onAssign(null) }
  return (
    <PaletteBox
      label={t('assignLabel')}
      placeholder={t('assignPlaceholder')}
      items={[...items, nobody]}
      hint={ownersAt.length === 0 ? undefined : t('ownerChanges', { vendors: format.list(ownersAt) })}
      onClose={onClose}
    />
  )
}
