import type { Channel, ChannelSends } from '#contract/connection.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { ChannelFiles } from '#connectors/sending.ts'
import type { ChannelRules } from '#connectors/connector.ts'
import { getConnection, listConnections, setAccount, setHealth } from '#gateway/storage/connections.ts'
import { parseHealth } from '#gateway/usecases/connections/connection-health.ts'
import type { ConnectionHealth } from '#gateway/usecases/connections/connection-health.ts'
import { wantsAddress } from '#gateway/usecases/files/outgoing-files.ts'
import { toldOf } from './reading/backfill.ts'
import type { Backfill } from './reading/backfill.ts'
import { callVendor, noteFailure, setLimits } from './vendor.ts'
import type { Vendor } from './vendor.ts'

/** The time of the last answer moves all the time; it is written this often. */
const HEARTBEAT_MS = 10_000

/**
 * Tests the connection: learns whose account it is and what limits it has. Throws `ConnectorError`; one of kind `auth` also when this
 * key opens another account than the one that is mirrored here, or one that another connection serves already.
 */
export async function learnAccount(vendor: Vendor, signal: AbortSignal): Promise<void> {
  const { workspaceId, connection, storage, condition } = vendor
  const account = await callVendor(vendor, vendor.urgent, signal, () => vendor.connector.account(signal))
  setLimits(vendor, account)
  const connections = await listConnections(storage.db, workspaceId)
  const known = connections.find((other) => other.id === connection.id)?.account_id ?? null
  const refuse = (code: string, message: string): never => {
    // The vendor answered well, but must not be read into this mirror: to everybody else that is a key that does not fit.
    const error = new ConnectorError('auth', code, message)
    vendor.condition = condition
    noteFailure(vendor, error)
    throw error
  }
  if (known !== null && known !== account.accountId) refuse('account_changed', accountChanged)
  const twice = connections.some((other) => other.account_id === account.accountId && other.id !== connection.id)
  if (twice) refuse('account_connected_twice', connectedTwice)
  if (known === null) await storage.write((tx) => setAccount(tx, workspaceId, connection.id, account.accountId))
  vendor.accountKnown = true
}

function channelsOf({ connector, linkBase }: Vendor): Channel[] {
  return Object.entries(connector.channels).map(([name, rules]) => channelOf(name, rules, linkBase))
}

function channelOf(name: string, rules: ChannelRules, linkBase: string | null): Channel {
  const { holds, sends, assigning, sending, tagsOf } = rules
  return {
    name,
    holds: [...holds],
    sends:
      sends === null
        ? null
        : {
            max_text: sends.maxText,
            window: sends.hasWindow,
            templates: sends.hasTemplates,
            files: filesOf(sends.files, linkBase),
            starts_with: sends.startsWith,
          },
    assigning: assigning ?? null,
    sending: sending ?? null,
    ...(tagsOf === undefined ? {} : { tags_of: tagsOf }),
  }
}

function filesOf(files: ChannelFiles | null, linkBase: string | null): ChannelSends['files'] {
  if (files === null) return null
  return { takes: [...files.takes], why_not: wantsAddress(files, linkBase) ? 'needs_public_url' : null }
}

const accountChanged =
  'This key belongs to another organisation than the one mirrored here. Use the former key, or another data directory.'
const connectedTwice = 'This account is connected already. Remove one of the two connections.'

/** Writes how the connection is doing, where it changed or the last heartbeat is old. */
export async function saveHealth(vendor: Vendor, backfill: Backfill): Promise<void> {
  const { workspaceId, connection, condition, storage } = vendor
  const stored = await getConnection(storage.db, workspaceId, connection.id)
  if (stored === undefined) return
  const before = parseHealth(stored.health)
  const lastAnswer = vendor.lastAnswerAt ?? 0
  // One answer that did not come may be that request's fault; the probe after it tells whether the vendor is down.
  const isTold = condition.state !== 'down' || condition.failures > 1
  const { state, problem } = isTold ? condition : before
  const beat = condition.state === 'ok' && lastAnswer - (before.lastSyncMs ?? 0) >= HEARTBEAT_MS
  const health: ConnectionHealth = {
    state,
    problem,
    lastSyncMs: beat ? lastAnswer : before.lastSyncMs,
    backfill: toldOf(backfill, { now: vendor.now(), everyMs: vendor.steady.everyMs() }),
    webhooks: vendor.hasWebhooks || vendor.isFollowed || vendor.isSubscribed,
    channels: channelsOf(vendor),
  }
  const json = JSON.stringify(health)
  if (json !== stored.health) await storage.write((tx) => setHealth(tx, workspaceId, connection.id, json))
}
