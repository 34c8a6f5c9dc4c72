import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { endingsOf } from '#contract/file-type.ts'
import { sendsOn } from '#contract/connection.ts'
import type { ChannelSends, Connection } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { useUploads } from '#inbox/data/writing/use-attachments.ts'
import { useWindowState } from './use-window-state.ts'
import { whyNoFiles } from './why-no-files.ts'

export type FilesOfAnswer = {
  /** Why no file can be added, as a sentence; null when files can. */
  whyNot: string | null
  /** For a file dialog. */
  accept: string
  /** Adds files to the answer of this conversation, and of no other; whatever keeps it from doing so is told. */
  add: (files: readonly File[]) => void
}

/** What files an answer can take; null where nothing can be sent at all. Before that is known they are added as soon as it is. */
export function useFiles(conversation: Conversation): FilesOfAnswer | null {
  const t = useTranslations('files')
  const uploads = useUploads()
  const { toasts } = useInbox()
  const isClosed = useWindowState(conversation.window_closes_at) === 'closed'
  const { data: connections, refetch } = useQuery(connectionsQuery())
  const { id: conversationId, connection, channel } = conversation
  const vendor = connection.vendor_name

  function sendsBy(known: readonly Connection[] | undefined): ChannelSends | null | undefined {
    const own = known?.find(({ id }) => id === connection.id)
    return sendsOn(own, channel)
  }

  async function add(files: readonly File[]): Promise<void> {
    const known = connections ?? (await refetch({ cancelRefetch: false })).data
    const sends = sendsBy(known)
    const whyNot = sends === undefined || sends === null ? 'vendor' : whyNoFiles(sends, isClosed)
    if (whyNot === null) {
      uploads.add({ conversationId, connectionId: connection.id, takes: sends?.files?.takes ?? [] }, files)
      return
    }
    const key = known === undefined ? 'files.unanswered' : `files.whyNot_${whyNot}`
    toasts.push({ kind: 'refused', key: `files:${conversationId}`, message: { key, values: { vendor } } })
  }

  const sends = sendsBy(connections)
  if (connections !== undefined && (sends === undefined || sends === null)) return null
  const obstacle = sends === undefined || sends === null ? null : whyNoFiles(sends, isClosed)
  const types = (sends?.files?.takes ?? []).flatMap((rule) => rule.types)
  return {
    whyNot: obstacle === null ? null : t(`whyNot_${obstacle}`, { vendor }),
    accept: [...types, ...endingsOf(types).map((ending) => `.${ending}`)].join(','),
    add: (files) => void add(files),
  }
}
