import { ConnectorError } from '../connector-error.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import type { Client } from './client.ts'
import type { MessageName } from './message-ids.ts'
import { emailAnswer, messageAnswer, type EmailWire } from './wire.ts'

/** One message or e-mail by itself; only e-mails have a subject. Throws `ConnectorError`. */
export async function readOne(
  client: Client,
  { id, isEmail }: Pick<MessageName, 'id' | 'isEmail'>,
  signal?: AbortSignal,
): Promise<EmailWire> {
  if (!isUsableId(id)) throw new ConnectorError('not_found', 'no_such_id', 'No message can have this id.')
  const path = ['conversations', 'messages', ...(isEmail ? ['email'] : []), id]
  const answer = (isEmail ? emailAnswer : messageAnswer).safeParse(await client.get(path, {}, signal))
  if (answer.success) return { subject: null, ...answer.data }
  throw new ConnectorError('malformed', 'bad_shape', 'HighLevel answered with a message of another shape.')
}
