import type { Conversation, Feedback } from '#contract/conversation.ts'
import { conversationEndpoints } from '#contract/endpoints/conversations.ts'
import { call } from './http.ts'
import type { Toasts } from './toasts.ts'

/** Tells the vendor of a conversation, which shows it nowhere: what became of it is said in a toast, and a refusal by a notice. */
export async function sendFeedback(
  toasts: Toasts,
  { id, connection }: Pick<Conversation, 'id' | 'connection'>,
  feedback: Feedback,
): Promise<void> {
  const values = { vendor: connection.vendor_name, feedback }
  const tell = (kind: 'done' | 'refused') => {
    const message = { key: `${kind}.feedback`, values }
    toasts.push({ kind, key: kind === 'done' ? 'act' : `feedback:${id}`, message })
    toasts.announce(message)
  }
  await call(conversationEndpoints.patchConversation, { params: { id }, body: { feedback } }).then(
    () => tell('done'),
    () => tell('refused'),
  )
}
