import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'
import type { Inbox } from './inbox.ts'

const InboxContext = createContext<Inbox | null>(null)

/** Hands one agent's engine to everything below. */
export function InboxProvider({ inbox, children }: { inbox: Inbox; children: ReactNode }) {
  return <InboxContext value={inbox}>{children}</InboxContext>
}

/** The engine of the agent who is signed in. Only below `InboxProvider`. */
export function useInbox(): Inbox {
  const inbox = useContext(InboxContext)
  if (inbox === null) throw new Error('useInbox needs an InboxProvider above it.')
  return inbox
}
