import type { Template } from '#contract/sending.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { AskVendor } from './read-messages.ts'

/** Templates change seldom, and one that is gone the vendor refuses itself. */
const FRESH_MS = 5 * 60 * 1000

/** The approved templates of each connection, kept for a while. */
export type TemplateShelf = {
  /** Null when the vendor could not be asked and nothing is known from before, or when it has no templates at all. */
  read(connectionId: string): Promise<readonly Template[] | null>
}

export function createTemplateShelf({ askVendor, now }: { askVendor: AskVendor; now: () => number }): TemplateShelf {
  const shelf = new Map<string, { templates: readonly Template[]; readAt: number }>()

  async function ask(connectionId: string): Promise<readonly Template[] | null> {
    try {
      return await askVendor(connectionId, async ({ sending }) => (await sending?.listTemplates?.()) ?? null)
    } catch (error) {
      if (error instanceof ConnectorError) return null
      throw error
    }
  }

  return {
    async read(connectionId) {
      const kept = shelf.get(connectionId)
      if (kept !== undefined && now() - kept.readAt < FRESH_MS) return kept.templates
      const templates = await ask(connectionId)
      if (templates === null) return kept?.templates ?? null
      shelf.set(connectionId, { templates, readAt: now() })
      return templates
    },
  }
}
