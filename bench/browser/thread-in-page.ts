/** What the page under measurement keeps of a long thread. Everything in this file runs in the page and can use nothing from outside itself. */
declare global {
  interface Window {
    /** The longest task since it was last asked for, in milliseconds. */
    benchLongestTask: () => number
    /** Milliseconds from a click on the conversation at this place of the list until a message with this word is painted. */
    benchOpen: (at: number, word: string) => Promise<number>
    /** Scrolls up until no older messages are left; answers how high the thread is. */
    benchLoadAll: () => Promise<number>
    /** The longest frame while the thread is scrolled through in so many steps. */
    benchScroll: (steps: number) => Promise<number>
    /** Milliseconds from the next press of Enter to the frame after which a bubble with this text is on the screen. */
    benchNextSubmit: (text: string) => Promise<number>
  }
}

export function watchThread(): void {
  let longest = 0
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  watch.observe({ type: 'longtask' })
  window.benchLongestTask = () => {
    const answer = longest
    longest = 0
    return answer
  }

  const page = {
    frame: () => new Promise<number>((resolve) => void requestAnimationFrame(resolve)),
    painted: () =>
      new Promise<void>((resolve) => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => resolve())
        channel.port1.start()
        channel.port2.postMessage(null)
      }),
    box() {
      const element = document.querySelector('[role=log]')
      if (element === null) throw new Error('There is no thread.')
      return element
    },
  }

  window.benchOpen = async (at, word) => {
    const row = document.querySelectorAll<HTMLElement>('[role=option]')[at]
    const start = performance.now()
    row?.click()
    const isThere = () => document.querySelector('[role=log]')?.lastElementChild?.textContent.includes(word) === true
    while (!isThere()) await page.frame()
    await page.painted()
    return performance.now() - start
  }
  window.benchNextSubmit = async (text) => {
    const isThere = () => [...page.box().querySelectorAll('[role=article]')].at(-1)?.textContent.includes(text) === true
    const press = await new Promise<KeyboardEvent>((resolve) => {
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.key !== 'Enter') return
        window.removeEventListener('keydown', onKeyDown, { capture: true })
        resolve(event)
      }
      window.addEventListener('keydown', onKeyDown, { capture: true })
    })
    do await page.frame()
    while (!isThere())
    await page.painted()
    return performance.now() - press.timeStamp
  }
  window.benchLoadAll = async () => {
    const isWhole = () => page.box().querySelector('[role=article]')?.getAttribute('aria-setsize') !== '-1'
    const giveUpAt = performance.now() + 120_000
    while (!isWhole() && performance.now() < giveUpAt) {
      page.box().scrollTop = -page.box().scrollHeight
      await page.frame()
    }
    if (!isWhole()) throw new Error('The thread did not come to its start.')
    return page.box().scrollHeight
  }
  window.benchScroll = async (steps) => {
    let worst = 0
    let last = await page.frame()
    for (let step = 0; step < steps; step += 1) {
      page.box().scrollTop += step < steps / 2 ? 240 : -240
      const now = await page.frame()
      worst = Math.max(worst, now - last)
      last = now
    }
    return worst
  }
}
