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
  typed: string
  meId: string | null
  /** Vendors at which it changes more than the conversation: the owner of the contact. */
  ownersAt: readonly string[]
  onAssign: (assignee: Assignee | null) => void
  onClose: () => void
}

/** Whom to assign to: oneself first, then the others, then nobody. */
export function AssignPalette({ typed, meId, ownersAt, onAssign, onClose }: AssignPaletteProps) {
  const t = useTranslations('palette')
  const { person } = useNames()
  const format = useFormatter()
  const { data: agents = [], isPending, isError } = useQuery(agentsQuery())
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
      // "Nobody" alone would be what Enter does by mistake.
      items={agents.length === 0 ? [] : [...items, nobody]}
      lack={isPending ? 'loading' : isError && agents.length === 0 ? 'error' : undefined}
      typed={typed}
      hint={ownersAt.length === 0 ? undefined : t('ownerChanges', { vendors: format.list(ownersAt) })}
      onClose={onClose}
    />
  )
}
