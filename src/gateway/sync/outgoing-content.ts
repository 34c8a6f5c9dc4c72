import type { OutgoingContent } from '#connectors/connector.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import { linkFor } from '#gateway/usecases/outgoing-files.ts'
import type { Vendor } from './vendor.ts'

/** Why a message cannot go out that was taken in once. */
type Obstacle = { refused: 'needs_public_url' | 'file_gone' }

/** What the vendor is handed of a send. The address of a file is opened by this, and is the same at every repetition. */
export async function outgoingContent(vendor: Vendor, send: SendRow): Promise<OutgoingContent | Obstacle> {
  const { content, workspace_id: workspaceId } = send
  if (content.type !== 'media') return content
  const { linkBase } = vendor
  if (linkBase === null) return { refused: 'needs_public_url' }
  const { kind, upload, caption, filename } = content
  const url = await linkFor(vendor, { workspaceId, upload, linkBase, now: vendor.now() })
  return url === null ? { refused: 'file_gone' } : { type: 'media', kind, url, caption, filename }
}
