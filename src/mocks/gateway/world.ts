import type { Agent, Identity, Me } from '#contract/agent.ts'
import type { Door } from '#contract/sign-in.ts'
import type { CannedReply } from '#contract/canned-reply.ts'
import type { Connection } from '#contract/connection.ts'
import type { FirstMessage } from '#contract/first-message.ts'
import type { Message } from '#contract/message.ts'
import type { Note } from '#contract/note.ts'
import type { SendMessage, Template } from '#contract/sending.ts'
import type { Upload } from '#contract/upload.ts'
import type { VendorFaults } from '#contract/vendor-faults.ts'
import type { WebhookStanding } from '../builders/connection.ts'
import type { GatewayModel } from '../builders/gateway-model.ts'
import type { LiveStream } from './live-stream.ts'

/** What the gateway in memory knows; its handlers read it and change it. */
export type World = {
  model: GatewayModel
  me: Me
  /** Who is signed in; null sends everybody to the door. */
  session: { me: Me | null }
  agents: Agent[]
  connections: Connection[]
  /** How vendors come to tell of changes, for every connection. */
  webhook: WebhookStanding
  identities: Identity[]
  strangers: Identity[]
  door: Door
  messages: (conversationId: string) => readonly Message[]
  templates: readonly Template[]
  /** What agents sent, oldest first. */
  sent: Sent[]
  /** Files that agents uploaded and did not discard, oldest first. */
  files: StoredFile[]
  /** Messages to numbers without a conversation, newest first. */
  firstMessages: FirstMessage[]
  /** Private notes, oldest first. */
  notes: Note[]
  cannedReplies: CannedReply[]
  live: LiveStream
  /** Which faults of the demo's vendor are on. */
  vendorFaults: { now: VendorFaults }
}

/** A message that was taken, and under which key. */
type Sent = { conversationId: string; key: string; body: SendMessage; message: Message }

/** A file as the gateway holds it. */
type StoredFile = { upload: Upload; bytes: Uint8Array<ArrayBuffer> }
