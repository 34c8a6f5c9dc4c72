import type { Me } from '#contract/agent.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { WritingMode } from '#contract/draft.ts'
import type { InboxUrl } from '#contract/inbox-url.ts'
import type { Inbox } from '#inbox/data/inbox.ts'

/** The open conversation's composer, as commands reach it. */
export type ComposerHandle = {
  /** Into the field of that mode, with what was begun there. */
  write: (mode: WritingMode) => void
  hasFocus: () => boolean
  /** Sends or notes what is written, if it can be; `resolves`: and resolves the conversation. */
  send: (resolves: boolean) => void
  /** Null where the channel knows no templates. */
  pickTemplate: (() => void) | null
}

/** Everything a command may touch, and nothing else. Whoever draws the page supplies `go` and `ui`. */
export type CommandContext = {
  inbox: Inbox
  me: Me
  search: ConversationSearch
  /** The conversation of the thread, or null while only the list is shown. */
  openId: string | null
  go: {
    /** Opens a conversation; `replace` keeps the history short when keys walk through the list. */
    open: (id: string, how?: { replace?: boolean }) => void
    /** Back to the list. */
    close: () => void
    /** Changes what is filtered for; what is not named falls back to its default. */
    view: (partialUrl: Partial<InboxUrl>) => void
  }
  ui: {
    palette: (mode: 'commands' | 'assign' | 'status') => void
    help: () => void
    focusSearch: () => void
    toggleDetails: () => void
    /** Into the composer, or into the one that is about to come. */
    write: (mode: WritingMode) => void
    /** Null where no connection can write to somebody first. */
    newConversation: (() => void) | null
    /** Null while no composer is on the screen. */
    composer: () => ComposerHandle | null
    /** Closes what is in front, and answers whether there was something. */
    closePopup?: () => boolean
    /** Writes to the clipboard; null where the browser gives none. */
    copy: ((text: string) => Promise<void>) | null
  }
}
