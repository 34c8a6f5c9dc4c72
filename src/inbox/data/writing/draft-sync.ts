import type { Draft, WritingMode } from '#contract/draft.ts'
import { draftEndpoints } from '#contract/endpoints/drafts.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import { ApiError } from '../api-error.ts'
import type { Drafts } from './drafts.ts'
import type { Call } from '../http.ts'
import { mergeDraft } from './merge-draft.ts'

/** The drafts of one kind on this device, and each as the gateway and the device last agreed on it. */
export type DraftShelf = { mode: WritingMode; drafts: Drafts; agreed: Drafts }

/** Takes an agent's drafts to the gateway and from there to their other devices. */
export type DraftSync = {
  /** The marks of a live event. Another one than the last for this agent: another device may have written. */
  heard: (marks: readonly { agent_id: string; mark: string }[]) => void
  /** Saves now what is not saved, and waits for nothing that is under way: the agent leaves. */
  flush: () => void
  start: () => void
  stop: () => void
}

type Deps = { call: Call; setTimer: SetTimer; myId: string | null; shelves: readonly DraftShelf[] }

const SAVE_AFTER_MS = 3000
const RETRY_AFTER_MS = 15_000
/** What browsers send from a page that is being closed, in bytes, the words round the text included. */
const MOST_KEEPALIVE = 60_000
/** Longer ones stay on this device. */
const MOST_TEXT = 65_536

export function createDraftSync({ call, setTimer, myId, shelves }: Deps): DraftSync {
  let lastMark: string | null = null
  /** Whether another device may have written since the gateway was last asked. */
  let isBehind = false
  let stopTimer: (() => void) | null = null
  let stopListening: (() => void)[] = []
  /** The gateway will not have these, as when the conversation is gone: they stay here. */
  const unwanted = new Set<string>()
  let underWay: Promise<unknown> = Promise.resolve()
  /** Texts that the gateway has not answered for yet, by kind and conversation. */
  const onTheWay = new Map<string, string>()
  /** Texts whose answer was lost, by kind and conversation: what is found at the gateway of them nobody else wrote. */
  const unanswered = new Map<string, string[]>()
  let saves = 0

  function enqueue(): void {
    underWay = underWay.then(catchUp).catch(() => schedule(RETRY_AFTER_MS))
  }

  function schedule(ms: number): void {
    if (stopTimer !== null || stopListening.length === 0) return
    stopTimer = setTimer(() => {
      stopTimer = null
      enqueue()
    }, ms)
  }

  async function catchUp(): Promise<void> {
    if (isBehind) await pull()
    await push()
  }

  async function push(): Promise<void> {
    for (const shelf of shelves) for (const id of idsOf(shelf)) await save(shelf, id)
  }

  /** What the gateway has, or will have when it has answered. */
  function expected({ mode, agreed }: DraftShelf, id: string): string {
    return onTheWay.get(mode + id) ?? agreed.get(id)
  }

  async function send(shelf: DraftShelf, id: string): Promise<void> {
    const { mode, drafts, agreed } = shelf
    const text = drafts.get(id)
    const base = expected(shelf, id)
    if (text === base || text.length > MOST_TEXT || unwanted.has(id)) return
    const key = mode + id
    const isNewest = () => onTheWay.get(key) === text
    onTheWay.set(key, text)
    try {
      const keepalive = new TextEncoder().encode(text + base).length < MOST_KEEPALIVE
      await call(draftEndpoints.saveDraft, { params: { id, mode }, body: { text, base }, keepalive })
      saves += 1
      if (isNewest()) agreed.set(id, text)
    } catch (error) {
      if (!isRefusal(error)) {
        unanswered.set(key, [...(unanswered.get(key) ?? []), text])
        isBehind = true
      }
      throw error
    } finally {
      if (isNewest()) onTheWay.delete(key)
    }
  }

  async function save(shelf: DraftShelf, id: string): Promise<void> {
    try {
      await send(shelf, id)
    } catch (error) {
      if (!isRefusal(error)) throw error
      if (error.kind === 'client') unwanted.add(id)
      else {
        isBehind = true
        await catchUp()
      }
    }
  }

  async function pull(): Promise<void> {
    const savesBefore = saves
    // What is heard or lost while the answer is on its way may be newer than it.
    isBehind = false
    const { data } = await call(draftEndpoints.listDrafts).catch((error: unknown) => {
      isBehind = true
      throw error
    })
    // It may tell what was there before the save.
    if (saves !== savesBefore) return pull()
    for (const shelf of shelves) merge(shelf, data, (id) => unanswered.get(shelf.mode + id) ?? [])
    if (!isBehind) unanswered.clear()
  }

  function changed(shelf: DraftShelf, id: string): void {
    // What was sent or thrown away must not be found on another device.
    if (shelf.drafts.get(id) === '' && expected(shelf, id) !== '') flush()
    else schedule(SAVE_AFTER_MS)
  }

  function flush(): void {
    if (stopListening.length === 0) return
    for (const shelf of shelves) for (const id of idsOf(shelf)) void send(shelf, id).catch(() => undefined)
    // Whatever comes of it is settled in its turn, if the page stays.
    schedule(SAVE_AFTER_MS)
  }

  return {
    heard(marks) {
      const mark = marks.find(({ agent_id }) => agent_id === myId)?.mark ?? ''
      if (myId === null || mark === lastMark) return
      lastMark = mark
      isBehind = true
      enqueue()
    },
    flush,
    start() {
      stopListening = shelves.map((shelf) => shelf.drafts.onChange((id) => changed(shelf, id)))
      lastMark = null
    },
    stop() {
      for (const stop of stopListening) stop()
      stopListening = []
      stopTimer?.()
      stopTimer = null
    },
  }
}

function idsOf({ drafts, agreed }: DraftShelf): Set<string> {
  return new Set([...drafts.ids(), ...agreed.ids()])
}

/** Whether the gateway answered, and keeps what it had. */
function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.kind === 'conflict' || error.kind === 'client')
}

/** `lost`: what this device saved without an answer. What stands there of it is no news. */
function merge(shelf: DraftShelf, all: readonly Draft[], lost: (id: string) => readonly string[]): void {
  const { mode, drafts, agreed } = shelf
  const remotes = new Map(all.filter((one) => one.mode === mode).map((one) => [one.conversation_id, one.text]))
  for (const id of new Set([...idsOf(shelf), ...remotes.keys()])) {
    const remote = remotes.get(id) ?? ''
    const local = drafts.get(id)
    const base = lost(id).includes(remote) ? remote : agreed.get(id)
    const merged = mergeDraft({ local, base, remote })
    agreed.set(id, remote)
    if (merged !== local) drafts.set(id, merged)
  }
}
