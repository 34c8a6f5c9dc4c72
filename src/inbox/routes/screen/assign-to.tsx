import { useQuery } from '@tanstack/react-query'
import type { Assignee } from '#contract/conversation.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { AssignPalette } from '#inbox/palette/assign-palette.tsx'

type AssignToProps = {
  typed: string
  targets: readonly string[]
  meId: string | null
  onAssign: (assignee: Assignee | null) => void
  onClose: () => void
}

/** Asks whom to assign conversations to, and says where that changes more than the conversation. */
export function AssignTo({ targets, ...rest }: AssignToProps) {
  const { conversations } = useInbox()
  const { data: connections } = useQuery(connectionsQuery())
  const vendors = targets.flatMap((id) => {
    const target = conversations.get(id)
    const connection = connections?.find((one) => one.id === target?.connection.id)
    const channel = connection?.channels.find(({ name }) => name === target?.channel)
    return connection !== undefined && channel?.assigning === 'changes_contact_owner' ? [connection.vendor_name] : []
  })
  return <AssignPalette ownersAt={[...new Set(vendors)]} {...rest} />
}
