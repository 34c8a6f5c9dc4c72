import type { Conversation } from '#contract/conversation.ts'
import type { ConversationEvent } from '#contract/live-event.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import type { BrowserPort } from './browser-port.ts'
import type { PreferenceStore } from './preferences.ts'

export type NotificationContext = {
  /** The agent's own wish, from the preferences. */
  wanted: boolean
  /** Asked last: the answer comes from another process of the browser. */
  permission: () => NotificationPermission
  hidden: boolean
  me: string | null
}

/**
 * Whether a live event deserves a desktop notification: the customer wrote, the conversation is mine or nobody's and not resolved, and
 * the agent is not looking. `before` is what was known until now; without it nothing says that the message is new.
 */
export function deservesNotification(
  before: Conversation | undefined,
  { conversation }: ConversationEvent,
  { wanted, permission, hidden, me }: NotificationContext,
): boolean {
  if (!wanted || !hidden || permission() !== 'granted') return false
  if (conversation.status === 'resolved') return false
  if (conversation.assignee !== null && conversation.assignee.id !== me) return false
  if (before === undefined || conversation.last_inbound_at === null) return false
  return (
    before.last_inbound_at === null || Date.parse(conversation.last_inbound_at) > Date.parse(before.last_inbound_at)
  )
}

/** Takes every live event and shows the agent those that deserve it. */
export function createNotify(deps: {
  notifier: Notifier | null
  preferences: PreferenceStore
  browser: Pick<BrowserPort, 'isHidden'>
  me: string | null
}): (before: Conversation | undefined, event: ConversationEvent) => void {
  const { notifier, preferences, browser, me } = deps
  return (before, event) => {
    if (notifier === null) return
    const { permission } = notifier
    const context = { wanted: preferences.get().notifications, permission, hidden: browser.isHidden(), me }
    if (deservesNotification(before, event, context)) notifier.show(event.conversation)
  }
}

export type Notifier = {
  permission: () => NotificationPermission
  /** Asks the browser; call it only from the agent's own click, or browsers refuse for good. */
  ask: () => Promise<NotificationPermission>
  show: (conversation: Conversation) => void
}

/** The page's own notifier; without the browser's support everything is `denied`. `open` runs when the agent clicks one. */
export function browserNotifier(open: (id: string) => void): Notifier {
  const supported = typeof Notification !== 'undefined'
  return {
    permission: () => (supported ? Notification.permission : 'denied'),
    ask: async () => (supported ? Notification.requestPermission() : 'denied'),
    show({ id, contact, preview }) {
      const title = presentable(contact.name) ?? presentable(contact.phone_number) ?? ''
      // One per conversation: a customer who writes five lines is one reason to look up.
      const notification = new Notification(title, { body: presentable(preview?.text) ?? '', tag: id })
      notification.addEventListener('click', () => {
        window.focus()
        open(id)
        notification.close()
      })
    },
  }
}
