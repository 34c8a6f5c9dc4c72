import { createOneTimeToken } from '#gateway/auth/one-time-token.ts'
import { insertLink } from '#gateway/storage/links.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import type { PeopleDeps } from './people-deps.ts'

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000

/** A link as its owner hands it over. The token is nowhere else: only its hash is stored. */
export type OneTimeLink = { token: string; expiresAt: number }

/** Makes a one-time link for an agent, in place of one of the same purpose that was not used. */
export async function makeOneTimeLink(
  tx: Tx,
  { workspace, random, now }: Pick<PeopleDeps, 'workspace' | 'random' | 'now'>,
  agentId: string,
  purpose: 'invite' | 'reset',
): Promise<OneTimeLink> {
  const { token, hash } = createOneTimeToken(random)
  const expiresAt = now() + LIFETIME_MS
  await insertLink(tx, workspace.id, { hash, agent_id: agentId, purpose, expires_ms: expiresAt })
  return { token, expiresAt }
}
