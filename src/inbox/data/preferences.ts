import * as z from 'zod/mini'
import { createValueStore } from '#inbox/lib/value-store.ts'
import type { ValueStore } from '#inbox/lib/value-store.ts'
import { pageItems } from './local-items.ts'
import type { LocalItems } from './local-items.ts'

const KEY = 'preferences'
const VERSION = 1

// Each field stands alone: one that this version cannot read falls back by itself and takes no other with it.
const preferencesSchema = z.object({
  version: z.catch(z.literal(VERSION), VERSION),
  /** Single letters act; off for those who dictate or type by mistake (WCAG 2.1.4). */
  shortcuts: z.catch(z.boolean(), true),
  density: z.catch(z.enum(['comfortable', 'compact']), 'comfortable'),
  theme: z.catch(z.enum(['system', 'light', 'dark']), 'system'),
  /** `system` follows the browser's languages. */
  locale: z.catch(z.enum(['system', 'en', 'id']), 'system'),
  details: z.catch(z.boolean(), true),
  notifications: z.catch(z.boolean(), false),
  /** Enter sends, as in WhatsApp; otherwise it breaks the line and Mod+Enter sends. */
  enterSends: z.catch(z.boolean(), false),
})
export type Preferences = Omit<z.infer<typeof preferencesSchema>, 'version'>

/** What one agent likes on one machine. Unreadable or missing storage gives the defaults and never fails. */
export type PreferenceStore = Pick<ValueStore<Preferences>, 'get' | 'subscribe'> & {
  update: (patch: Partial<Preferences>) => void
  /** Follows another tab that changed them. */
  reread: () => void
}

export function createPreferences(items: Pick<LocalItems, 'json' | 'set'>): PreferenceStore {
  const store = createValueStore(read(items))
  return {
    get: store.get,
    subscribe: store.subscribe,
    update(patch) {
      store.set({ ...store.get(), ...patch })
      // What the browser will not keep holds for this page and is gone after it.
      items.set(KEY, JSON.stringify({ version: VERSION, ...store.get() }))
    },
    reread: () => store.set(read(items)),
  }
}

function read(items: Pick<LocalItems, 'json'>): Preferences {
  const stored = preferencesSchema.safeParse(items.json(KEY))
  const { version: _, ...preferences } = stored.data ?? preferencesSchema.parse({})
  return preferences
}

/** The page's own preferences, ready before anything is drawn so that no theme flashes. */
export const preferences: PreferenceStore = createPreferences(pageItems())
