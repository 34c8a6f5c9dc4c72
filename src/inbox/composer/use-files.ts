import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { endingsOf } from '#contract/file-type.ts'
import { sendsOn } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { useUploads } from '#inbox/data/writing/use-attachments.ts'
import { useWindowState } from './use-window-state.ts'
import { whyNoFiles } from './why-no-files.ts'

export type FilesOfAnswer = {
  /** Why no file can be added, as a sentence; null when files can. */
  whyNot: string | null
  /** For a file dialog. */
  accept: string
  /** Adds files to the answer of this conversation, and of no other. */
  add: (files: readonly File[]) => void
}

/** What files an answer can take; null while that is not known, and where nothing can be sent at all. */
export function useFiles(conversation: Conversation): FilesOfAnswer | null {
  const t = useTranslations('files')
  const uploads = useUploads()
  const isClosed = useWindowState(conversation.window_closes_at) === 'closed'
  const { data: connections } = useQuery(connectionsQuery())
  const { id: conversationId, connection } = conversation
  const sends = sendsOn(
    connections?.find(({ id }) => id === connection.id),
    conversation.channel,
  )
  if (sends === undefined || sends === null) return null
  const obstacle = whyNoFiles(sends, isClosed)
  const takes = sends.files?.takes ?? []
  const types = takes.flatMap((rule) => rule.types)
  return {
    whyNot: obstacle === null ? null : t(`whyNot_${obstacle}`, { vendor: connection.vendor_name }),
    accept: [...types, ...endingsOf(types).map((ending) => `.${ending}`)].join(','),
    add(files) {
      if (obstacle === null) uploads.add({ conversationId, connectionId: connection.id, takes }, files)
    },
  }
}
