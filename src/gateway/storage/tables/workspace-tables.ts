export type WorkspacesTable = { id: string; name: string; seq: number; created_ms: number }

export type ConnectionsTable = {
  workspace_id: string
  id: string
  vendor: string
  /** As the vendor writes it. */
  vendor_name: string
  name: string
  base_url: string
  /** The vendor's account id, once the first test has learnt it: the same account is not connected twice. */
  account_id: string | null
  /** JSON of ConnectionHealth. */
  health: string
  /** JSON of how far the first reading came (see `sync/reading/backfill.ts`): a hint to resume from, never the truth. */
  progress: string
  lease_owner: string | null
  lease_until_ms: number
  created_ms: number
}

/** Of connections that were added here; those that the environment names have none. */
export type ConnectionSettingsTable = {
  workspace_id: string
  connection_id: string
  /** JSON: values that are no secrets, by field. */
  options: string
  /** JSON: sealed values by field. */
  secrets: string
  paused: number
  /** Its secrets are gone by then; what it brought stays. */
  removed_ms: number | null
  /** Counts changes, so that every gateway notices them. */
  revision: number
}

/** The subscription to webhooks that we made for a connection; no row before the first attempt. */
export type WebhookSubscriptionsTable = {
  workspace_id: string
  connection_id: string
  /** Null while there is none. */
  vendor_id: string | null
  /** Sealed. Null when it is not known what signs it. */
  secret: string | null
  /** JSON: why the last attempt failed; null when it did not. */
  problem: string | null
}

export type WebhookDeliveriesTable = {
  workspace_id: string
  connection_id: string
  dedupe_key: string
  event: string
  /** JSON of the events, in our words. */
  events: string
  received_ms: number
  processed_ms: number | null
  attempts: number
}

export type QuarantineTable = {
  workspace_id: string
  connection_id: string
  /** The vendor's id where it had one, else a hash of the payload: the same broken row is one row here. */
  key: string
  vendor_id: string | null
  reason: string
  payload: string
  first_seen_ms: number
  last_seen_ms: number
  seen: number
}

/** Made once and shared by every gateway on this database. */
export type SecretsTable = { workspace_id: string; name: string; value: string }
