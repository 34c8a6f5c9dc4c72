/** The tabs that listen at this gateway, and the word of it that keeps their presence alive. */
export type ListeningTabs = {
  /** A tab listens from now on; answers how to say that it listens no more. */
  add(workspaceId: string, tab: string): () => void
  stop(): void
}

/** Often enough that a tab whose gateway died is soon known to be gone. */
const EVERY_MS = 4000

export function createListeningTabs(deps: {
  keep: (workspaceId: string, tabs: readonly string[]) => Promise<void>
  /** The last stream of a tab has ended. */
  end: (workspaceId: string, tab: string) => Promise<void>
  onError: (error: unknown) => void
}): ListeningTabs {
  const streams = new Map<string, Map<string, number>>()
  const timer = setInterval(() => {
    for (const [workspaceId, tabs] of streams) deps.keep(workspaceId, [...tabs.keys()]).catch(deps.onError)
  }, EVERY_MS)
  timer.unref()

  return {
    add(workspaceId, tab) {
      const tabs = streams.get(workspaceId) ?? new Map<string, number>()
      streams.set(workspaceId, tabs)
      tabs.set(tab, (tabs.get(tab) ?? 0) + 1)
      return () => {
        const left = (tabs.get(tab) ?? 0) - 1
        // One that reconnects listens twice for a moment.
        if (left > 0) tabs.set(tab, left)
        else if (tabs.delete(tab)) deps.end(workspaceId, tab).catch(deps.onError)
      }
    },
    stop: () => clearInterval(timer),
  }
}
