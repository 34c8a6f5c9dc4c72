import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { InboxUrl } from '#contract/inbox-url.ts'
import type { CommandContext } from '#inbox/commands/context.ts'

const unfiltered: InboxUrl = {
  status: 'open',
  assignee: undefined,
  connection: undefined,
  channel: undefined,
  account: undefined,
  starred: undefined,
  window: undefined,
  sort: undefined,
  q: undefined,
}

export type Go = CommandContext['go'] & {
  /** Changes some filters and keeps the others; `replace` for what is typed letter by letter. */
  filter: (change: Partial<InboxUrl>) => void
}

/** The ways through the inbox's addresses. `onArrive` is told when a conversation is opened to be read, not only walked over. */
export function useGo(onArrive: () => void): Go {
  const navigate = useNavigate()
  return useMemo(
    () => ({
      open(id, { replace = false } = {}) {
        if (!replace) onArrive()
        void navigate({ to: '/inbox/$id', params: { id }, search: keep, replace })
      },
      close: () => void navigate({ to: '/inbox', search: keep }),
      view: (view) => void navigate({ to: '/inbox', search: { ...unfiltered, ...view } }),
      filter: (change) =>
        void navigate({
          to: '.',
          search: (before) => ({ ...unfiltered, ...before, ...change }),
          replace: 'q' in change,
        }),
    }),
    [navigate, onArrive],
  )
}

const keep = (before: Partial<InboxUrl>): InboxUrl => ({ ...unfiltered, ...before })
