import type { BrowserPort } from '../browser-port.ts'
import type { ConversationStore } from '../acts/conversation-store.ts'

/** Reading takes this long: what is only passed by, as when keys walk through the list, stays unread. */
const READING_MS = 1000

export type Reading = {
  /** A conversation is on the screen from now on; answers what ends that. */
  open: (id: string) => () => void
  /** The agent marked these unread: one that is open stays so until it is left. */
  keepUnread: (ids: readonly string[]) => void
}

type Deps = {
  store: Pick<ConversationStore, 'get' | 'subscribe'>
  browser: Pick<BrowserPort, 'setTimer' | 'isHidden' | 'onVisibility' | 'isFocused' | 'onFocus'>
  /** Whether the messages of a conversation are there to be read. */
  isLoaded: (id: string) => boolean
  read: (id: string) => void
}

/**
 * Marks a conversation read once it was on the screen for a second, and again after each message that the customer writes meanwhile,
 * as long as the agent is at the page.
 */
export function createReading({ store, browser, isLoaded, read }: Deps): Reading {
  const keepers = new Set<(ids: readonly string[]) => void>()

  function open(id: string): () => void {
    // When the customer last wrote of what was on the screen for a second; undefined until something was.
    let seen: string | null | undefined
    let waiting: { inbound: string | null; cancel: () => void } | null = null
    let isKept = false

    function stop(): void {
      waiting?.cancel()
      waiting = null
    }

    function wait(inbound: string | null): void {
      waiting = { inbound, cancel: browser.setTimer(() => finish(inbound), READING_MS) }
    }

    function finish(inbound: string | null): void {
      waiting = null
      if (!isLoaded(id)) return wait(inbound)
      seen = inbound
      if ((store.get(id)?.unread_count ?? 0) > 0) read(id)
    }

    function consider(): void {
      const shown = store.get(id)
      // Read elsewhere, or the mark was taken back.
      if (shown?.unread_count === 0) isKept = false
      if (shown === undefined || isKept || shown.last_inbound_at === seen) return stop()
      // To open it, somebody was at the page; later news may come to a window that stands beside another.
      if (browser.isHidden() || (seen !== undefined && !browser.isFocused())) return stop()
      if (waiting !== null && waiting.inbound === shown.last_inbound_at) return
      stop()
      wait(shown.last_inbound_at)
    }

    function keep(ids: readonly string[]): void {
      if (!ids.includes(id)) return
      isKept = true
      stop()
    }

    const offs = [store.subscribe(id, consider), browser.onVisibility(consider), browser.onFocus(consider)]
    keepers.add(keep)
    consider()
    return () => {
      stop()
      for (const off of offs) off()
      keepers.delete(keep)
    }
  }

  return {
    open,
    keepUnread(ids) {
      for (const keep of keepers) keep(ids)
    },
  }
}
