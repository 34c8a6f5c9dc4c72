/** What the page under measurement keeps for us. Everything in this file runs in the page and can use nothing from outside itself. */
declare global {
  interface Window {
    benchFirstRow: Promise<number>
    /** Milliseconds from the next press of this key to the frame after which its effect is on the screen. */
    benchNextPress: (key: string) => Promise<number>
  }
}

/** Notes when the first row of the list was painted, in milliseconds since the navigation began. */
export function watchFirstRow(): void {
  const { promise, resolve } = Promise.withResolvers<number>()
  window.benchFirstRow = promise
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-conversation-id]') === null) return
    observer.disconnect()
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.addEventListener('message', () => resolve(performance.now()))
      channel.port1.start()
      channel.port2.postMessage(null)
    })
  })
  observer.observe(document, { childList: true, subtree: true })
}

/**
 * Measures key presses. The clock starts with the browser's own time stamp of the event, and stops in the first task after the frame in
 * which the effect was in the document when the frame was drawn: for `j` another active row, for `e` the old one gone.
 */
export function watchPresses(): void {
  window.benchNextPress = (key) =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`Nothing came of ${key}.`)), 10_000)
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.key !== key) return
        window.removeEventListener('keydown', onKeyDown, { capture: true })
        const list = document.querySelector('[role=listbox]')
        const before = list?.getAttribute('aria-activedescendant') ?? ''
        const isDone = () => {
          if (key === 'e') return document.getElementById(before) === null
          const active = list?.getAttribute('aria-activedescendant') ?? ''
          return active !== before && document.getElementById(active) !== null
        }
        const look = () => {
          if (!isDone()) {
            requestAnimationFrame(look)
            return
          }
          const channel = new MessageChannel()
          channel.port1.addEventListener('message', () => resolve(performance.now() - event.timeStamp))
          channel.port1.start()
          channel.port2.postMessage(null)
        }
        requestAnimationFrame(look)
      }
      window.addEventListener('keydown', onKeyDown, { capture: true })
    })
}

/** How long a frame takes here when there is nothing to do, in milliseconds. */
export async function frameLength(): Promise<number> {
  const times: number[] = []
  while (times.length < 61) times.push(await new Promise<number>((resolve) => void requestAnimationFrame(resolve)))
  const lengths = times.slice(1).map((time, at) => time - (times[at] ?? 0))
  return lengths.sort((a, b) => a - b)[30] ?? 0
}
