import type { Sending } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { unreadable, type Client } from './client.ts'
import { conversationPath } from './send.ts'
import { uploadedFile } from './wire.ts'

/** The published server has the first, its pages the second. */
const paths = ['media', 'upload'] as const

/** Hands files over to the vendor, which hands them on to Meta and answers Meta's id. */
export function createUpload(client: Client): NonNullable<Sending['upload']> {
  let known: (typeof paths)[number] | null = null

  return async (to, file, signal) => {
    const conversation = conversationPath(to)
    const post = async (path: (typeof paths)[number]): Promise<string> => {
      const answer = uploadedFile.safeParse(await client.postFile([...conversation, path], file, signal))
      known = path
      if (answer.success) return answer.data.mediaId
      throw unreadable()
    }
    try {
      return await post(known ?? paths[0])
    } catch (error) {
      const isMissing = error instanceof ConnectorError && (error.status === 404 || error.status === 405)
      if (!isMissing || known !== null) throw error
      return post(paths[1])
    }
  }
}
