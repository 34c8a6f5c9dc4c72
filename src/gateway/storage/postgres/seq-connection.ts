import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import type { ClientConfig } from 'pg'
import type { SeqListener } from '../storage.ts'
import { readPayload, SEQ_CHANNEL } from './postgres-storage.ts'

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 15_000
/** A connection can die without a word; asking it something finds out. */
const HEARTBEAT_MS = 15_000

/**
 * Listens for seqs on a connection of its own and connects again whenever it is lost, announcing then where every workspace stands,
 * because notifications of the time between are gone. Answers how to stop.
 */
export function listenForSeqs(
  config: ClientConfig,
  announce: SeqListener,
  onError: (error: Error) => void,
): () => Promise<void> {
  const stopping = new AbortController()
  const done = keepListening(config, announce, onError, stopping.signal)
  return async () => {
    stopping.abort()
    await done
  }
}

async function keepListening(
  config: ClientConfig,
  announce: SeqListener,
  onError: (error: Error) => void,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = FIRST_RETRY_MS
  while (!signal.aborted) {
    try {
      await listenOnce(config, announce, signal, () => {
        retryMs = FIRST_RETRY_MS
      })
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)))
      await pause(retryMs, signal)
      retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2)
    }
  }
}

/** Resolves when told to stop, and throws when the connection is lost. */
async function listenOnce(
  config: ClientConfig,
  announce: SeqListener,
  signal: AbortSignal,
  connected: () => void,
): Promise<void> {
  const client = new Client({ ...config, keepAlive: true, query_timeout: 5000, connectionTimeoutMillis: 5000 })
  const lost = Promise.withResolvers<never>()
  // Heard by `race` once there is one; before that a failure to connect is reported by `connect` itself.
  lost.promise.catch(() => undefined)
  client.on('error', lost.reject)
  client.on('end', () => lost.reject(new Error('The connection that listens for changes was closed.')))
  client.on('notification', ({ payload }) => {
    const read = readPayload(payload)
    if (read !== null) announce(read.workspaceId, read.seq)
  })
  try {
    await client.connect()
    await client.query(`listen ${SEQ_CHANNEL}`)
    await announceAll(client, announce)
    connected()
    while (!signal.aborted) {
      await Promise.race([pause(HEARTBEAT_MS, signal), lost.promise])
      if (!signal.aborted) await client.query('select 1')
    }
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function announceAll(client: Client, announce: SeqListener): Promise<void> {
  // Before the first migration there is no such table yet.
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('workspaces') is not null as there`,
  )
  if (found[0]?.there !== true) return
  const { rows } = await client.query<{ id: string; seq: string }>('select id, seq from workspaces')
  for (const { id, seq } of rows) announce(id, Number(seq))
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // The only rejection is being told to stop, which the caller looks at by itself.
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
