import { http } from 'msw'
import type { RequestHandler } from 'msw'
import type { Agent, Identity, Me } from '#contract/agent.ts'
import type { Door } from '#contract/sign-in.ts'
import type { Connection } from '#contract/connection.ts'
import type { Assignee, Conversation } from '#contract/conversation.ts'
import type { Message } from '#contract/message.ts'
import type { CannedReply } from '#contract/canned-reply.ts'
import type { Note } from '#contract/note.ts'
import type { Template } from '#contract/sending.ts'
import { assigneeOf, makeAgent, makeIdentity, makeMe } from '../builders/agent.ts'
import { makeConnection } from '../builders/connection.ts'
import type { WebhookStanding } from '../builders/connection.ts'
import { makeGatewayModel } from '../builders/gateway-model.ts'
import { cannedReplyHandlers } from './canned-reply-handlers.ts'
import { connectionHandlers } from './connection-handlers.ts'
import { conversationHandlers } from './conversation-handlers.ts'
import { demoHandlers } from './demo-handlers.ts'
import { firstMessageHandlers, settleFirst } from './first-message-handlers.ts'
import { createFaults } from './faults.ts'
import type { Faults } from './faults.ts'
import { liveHandlers } from './live-handlers.ts'
import { createLiveStream } from './live-stream.ts'
import { messageHandlers } from './message-handlers.ts'
import { noteHandlers } from './note-handlers.ts'
import { peopleHandlers } from './people-handlers.ts'
import { uploadHandlers } from './upload-handlers.ts'
import type { World } from './world.ts'

/** What the gateway starts with; everything that is not named is a small, healthy team. */
export type MockGatewayOptions = {
  conversations?: readonly Conversation[]
  messages?: (conversationId: string) => readonly Message[]
  templates?: readonly Template[]
  notes?: readonly Note[]
  cannedReplies?: readonly CannedReply[]
  agents?: readonly Agent[]
  me?: Partial<Me>
  connections?: readonly Connection[]
  /** How vendors come to tell of changes, for every connection. */
  webhook?: WebhookStanding
  identities?: readonly Identity[]
  /** Vendors' users whom nobody mapped, with the agent that each is suggested to be. */
  strangers?: readonly Identity[]
  door?: Partial<Door>
  signedIn?: boolean
}

/** Our API in memory, for pages under test. */
export type MockGateway = Pick<
  World,
  'model' | 'live' | 'session' | 'vendorFaults' | 'sent' | 'files' | 'firstMessages' | 'notes' | 'cannedReplies'
> & {
  handlers: RequestHandler[]
  faults: Faults
  /** Changes a conversation as a colleague would, and tells every open page. */
  act: (id: string, patch: { status?: Conversation['status']; assigned_to?: string | null }, by: Assignee) => void
  /** A customer writes, and every open page is told. */
  receive: (id: string) => void
  /** The vendor has the newest first message and made its conversation, or refused it. */
  settleFirst: (outcome: 'arrived' | { code: string }) => void
}

/** Makes a gateway of its own for one test. */
export function createMockGateway(options: MockGatewayOptions = {}): MockGateway {
  const me = makeMe(options.me)
  const colleagues = options.agents ?? [makeAgent({ id: 'agt_rina', name: 'Rina Hartati', email: 'rina@example.com' })]
  const agents = me.agent === null ? [...colleagues] : [me.agent, ...colleagues]
  const model = makeGatewayModel(options.conversations ?? [], agents.map(assigneeOf))
  const live = createLiveStream(model)
  const session = { me: options.signedIn === false ? null : me }
  const world: World = {
    model,
    me,
    session,
    agents,
    connections: [...(options.connections ?? [makeConnection()])],
    webhook: options.webhook ?? { subscription: null, last_delivery_at: null },
    identities: [...(options.identities ?? [makeIdentity({ agent_id: 'agt_rina', name: 'Rina H.' })])],
    strangers: [...(options.strangers ?? [])],
    door: { needs_owner: false, demo_agents: [], ...options.door },
    messages: options.messages ?? (() => []),
    templates: options.templates ?? [],
    sent: [],
    files: [],
    firstMessages: [],
    notes: [...(options.notes ?? [])],
    cannedReplies: [...(options.cannedReplies ?? [])],
    live,
    vendorFaults: {
      now: { vendor: null, slow: false, down: false, refusing: false, dropping: false, doubled_webhooks: false },
    },
  }
  const faults = createFaults()
  const tell = () => {
    const event = model.events().at(-1)
    if (event !== undefined) live.send(event)
  }
  return {
    // Faults come first: what they do not want they pass on.
    handlers: [
      http.all('*/v1/*', faults.intercept),
      ...peopleHandlers(world),
      ...connectionHandlers(world),
      ...demoHandlers(world),
      ...messageHandlers(world),
      ...uploadHandlers(world),
      ...firstMessageHandlers(world),
      ...noteHandlers(world),
      ...cannedReplyHandlers(world),
      ...conversationHandlers(world),
      ...liveHandlers(world),
    ],
    model,
    live,
    faults,
    session,
    sent: world.sent,
    files: world.files,
    firstMessages: world.firstMessages,
    settleFirst: (outcome) => settleFirst(world, outcome),
    notes: world.notes,
    cannedReplies: world.cannedReplies,
    vendorFaults: world.vendorFaults,
    act(id, body, by) {
      const actor = { type: 'agent' as const, id: by.id, name: by.name ?? by.id }
      model.patch(id, { body, ifMatch: null, actor, client: null })
      tell()
    },
    receive(id) {
      model.receive(id)
      tell()
    },
  }
}
