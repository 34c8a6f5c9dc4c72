/** One request as the vendor saw it. */
type LogEntry = {
  method: string
  path: string
  query: string
  /** 0 while it is under way, and for ever if the connection was dropped before it was read. */
  status: number
  /** ISO 8601, by the simulator's clock. */
  at: string
  request_id: string | null
  body: string | null
}

export type RequestLog = {
  /** Notes an arrival; the caller fills in how it ended. */
  open: (method: string, url: URL, atMs: number) => LogEntry
  /** Oldest first. */
  entries: () => LogEntry[]
  clear: () => void
}

const kept = 10_000

export function createRequestLog(): RequestLog {
  let entries: LogEntry[] = []
  return {
    open: (method, { pathname, search }, atMs) => {
      const at = new Date(atMs).toISOString()
      const entry: LogEntry = { method, path: pathname, query: search, status: 0, at, request_id: null, body: null }
      entries.push(entry)
      // Cut rarely and by half, so that a long demo pays nothing for it.
      if (entries.length > 2 * kept) entries = entries.slice(-kept)
      return entry
    },
    entries: () => [...entries],
    clear: () => {
      entries = []
    },
  }
}
