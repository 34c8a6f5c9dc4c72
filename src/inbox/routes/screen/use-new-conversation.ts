import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { connectionsQuery } from '#inbox/data/session.ts'
import { canStart } from '#inbox/start/can-start.ts'
import type { PopupKind } from './use-popups.ts'

/** Begins a conversation, always the same function; null where nobody can be written to first by any connection. */
export function useNewConversation(show: (kind: PopupKind) => void): (() => void) | null {
  const isOffered = useQuery(connectionsQuery()).data?.some(canStart) === true
  const open = useCallback(() => show('start'), [show])
  return isOffered ? open : null
}
