import * as z from 'zod/mini'
import type { StartConversation } from '#contract/first-message.ts'
import { randomId } from '#inbox/lib/random-id.ts'
import { createLocalItems, localStorageOrNull } from '../local-items.ts'
import type { LocalItems } from '../local-items.ts'

const KEY = 'draft'

const draftSchema = z.object({
  /** Whose number writes, as the page names it; null for the first. */
  sender: z.nullable(z.string()),
  /** As it was typed. */
  number: z.string(),
  template: z.nullable(z.string()),
  /** What was typed into each template. */
  filled: z.array(z.object({ template: z.string(), values: z.array(z.string()) })),
  /** What was submitted last and under which key, until the gateway has said what became of it. */
  submitted: z.nullable(z.object({ body: z.string(), key: z.string() })),
})
type Stored = z.infer<typeof draftSchema>

/** The conversation that an agent is about to start, as far as it is written. */
export type StartDraft = Omit<Stored, 'submitted'>

/** What was typed into a template; undefined when nothing was, or it has other variables by now. */
export function typedInto({ filled }: StartDraft, template: string, variables: number): readonly string[] | undefined {
  const values = filled.find((one) => one.template === template)?.values
  return values?.length === variables ? values : undefined
}

/** Keeps it on this device, so that a dialog that was closed by mistake loses nothing. Two tabs have one. */
export type StartDrafts = {
  get: () => StartDraft
  set: (draft: StartDraft) => void
  /** The idempotency key of a submit: the same as long as the same is submitted again, in whichever tab. */
  keyFor: (body: StartConversation) => string
  clear: () => void
}

const empty: Stored = { sender: null, number: '', template: null, filled: [], submitted: null }

export function createStartDrafts(items: LocalItems, newKey: () => string): StartDrafts {
  // What the browser would not keep holds for this page.
  let kept: Stored | null = null

  function read(): Stored {
    return kept ?? draftSchema.safeParse(items.json(KEY)).data ?? empty
  }

  function write(draft: Stored): void {
    kept = items.set(KEY, JSON.stringify(draft)) ? null : draft
  }

  return {
    get() {
      const { submitted: _, ...draft } = read()
      return draft
    },
    set: (draft) => write({ ...draft, submitted: read().submitted }),
    keyFor(body) {
      const text = JSON.stringify(body)
      const { submitted, ...draft } = read()
      if (submitted?.body === text) return submitted.key
      const key = newKey()
      write({ ...draft, submitted: { body: text, key } })
      return key
    },
    clear() {
      kept = null
      items.remove(KEY)
    },
  }
}

/** The drafts of one agent on this device. */
export function startDraftsOf(agentId: string | null): StartDrafts {
  return createStartDrafts(createLocalItems(localStorageOrNull(), `sigap.start.${agentId}.`), randomId)
}
