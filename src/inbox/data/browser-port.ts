import type { SetTimer } from '#inbox/lib/waker.ts'
import { openEventStream } from './live/event-stream.ts'
import type { OpenStream } from './live/event-stream.ts'

/** What the engine needs of the browser, so that tests can stand in for it. Every `on…` answers how to stop listening. */
export type BrowserPort = {
  openStream: OpenStream
  setTimer: SetTimer
  /** Runs once before the next paint, or soon when nothing is painted because the tab is hidden. */
  nextFrame: (run: () => void) => void
  isHidden: () => boolean
  onVisibility: (run: () => void) => () => void
  /** Whether the agent's keys go to this page. */
  isFocused: () => boolean
  onFocus: (run: () => void) => () => void
  onOnline: (run: () => void) => () => void
  onOffline: (run: () => void) => () => void
  /** `asks` answers whether closing the tab now would lose something. */
  onBeforeUnload: (asks: () => boolean) => () => void
}

/** The page's own browser. */
export function browserPort(): BrowserPort {
  return {
    openStream: openEventStream,
    setTimer(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    nextFrame(run) {
      if (document.visibilityState === 'hidden') setTimeout(run, 50)
      else requestAnimationFrame(run)
    },
    isHidden: () => document.visibilityState === 'hidden',
    onVisibility: (run) => on(document, 'visibilitychange', run),
    isFocused: () => document.hasFocus(),
    onFocus: (run) => on(window, 'focus', run),
    onOnline: (run) => on(window, 'online', run),
    onOffline: (run) => on(window, 'offline', run),
    onBeforeUnload: (asks) =>
      on(window, 'beforeunload', (event) => {
        if (asks()) event.preventDefault()
      }),
  }
}

function on(target: EventTarget, type: string, run: (event: Event) => void): () => void {
  target.addEventListener(type, run)
  return () => target.removeEventListener(type, run)
}
