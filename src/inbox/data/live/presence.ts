import { liveEndpoints } from '#contract/endpoints/live.ts'
import type { Present } from '#contract/presence.ts'
import { createKeyedEmitter } from '#inbox/lib/emitter.ts'
import type { BrowserPort } from '../browser-port.ts'
import type { Call } from '../http.ts'

/** Who else looks at a conversation or writes in it, and what this tab tells the others of itself. */
export type Presence = {
  /** Colleagues, never the agent. The same array until it changes. */
  of: (conversationId: string) => readonly Present[]
  subscribe: (conversationId: string, listener: () => void) => () => void
  take: (present: readonly Present[]) => void
  /** The tab shows this conversation, or none. */
  looksAt: (conversationId: string | null) => void
  /** The agent pressed a key in the composer of a conversation. */
  typed: (conversationId: string) => void
  /** What was being written is sent. */
  rested: () => void
  /** Says it once more: a new stream is another listener to the gateway. */
  repeat: () => void
}

type Deps = { call: Call; browser: BrowserPort; myId: string | null }

const TYPING_MS = 4000
/** What is opened or sent is painted first, and whoever walks through the list is not seen in every conversation on the way. */
const SETTLE_MS = 100
const NOBODY: readonly Present[] = []

export function createPresence({ call, browser, myId }: Deps): Presence {
  const changed = createKeyedEmitter()
  let others = new Map<string, readonly Present[]>()
  let shown: string | null = null
  let typing = false
  let stopTyping: (() => void) | null = null
  let stopSettling: (() => void) | null = null
  let told = ''

  /** Hints for an eye: one that does not get through is not worth a word. */
  function tell(): void {
    const conversation_id = browser.isHidden() ? null : shown
    const body = { conversation_id, typing: typing && conversation_id !== null }
    const words = JSON.stringify(body)
    if (myId === null || words === told) return
    told = words
    void call(liveEndpoints.reportPresence, { body }).catch(() => {
      told = ''
    })
  }

  function tellSoon(): void {
    stopSettling?.()
    stopSettling = browser.setTimer(tell, SETTLE_MS)
  }

  function rest(): void {
    stopTyping?.()
    stopTyping = null
    typing = false
  }

  browser.onVisibility(tell)
  return {
    of: (id) => others.get(id) ?? NOBODY,
    subscribe: changed.subscribe,
    take(present) {
      const before = others
      const colleagues = present.filter(({ agent }) => agent.id !== myId)
      others = Map.groupBy(colleagues, ({ conversation_id }) => conversation_id)
      const touched = [...before.keys(), ...others.keys()].filter((id, at, all) => all.indexOf(id) === at)
      changed.emit(touched)
    },
    looksAt(conversationId) {
      if (conversationId === shown) return
      rest()
      shown = conversationId
      tellSoon()
    },
    typed(conversationId) {
      if (conversationId !== shown) return
      stopTyping?.()
      typing = true
      stopTyping = browser.setTimer(() => {
        rest()
        tell()
      }, TYPING_MS)
      tell()
    },
    rested() {
      rest()
      tellSoon()
    },
    repeat() {
      told = ''
      if (shown !== null) tell()
    },
  }
}
