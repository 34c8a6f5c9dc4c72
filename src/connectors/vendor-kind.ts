import type { Connector, ConnectorConfig } from './connector.ts'

/** The same words in every language that the page speaks. */
export type Words = { en: string; id: string }

/** What somebody who connects this vendor is asked for. */
export type SetupField = {
  /** `api_key`, or the key of `ConnectorConfig.options` that it becomes. */
  name: string
  label: Words
  /** Where it is found at the vendor. */
  help: Words
  /** A secret is never shown again. */
  isSecret: boolean
  isRequired: boolean
  /** What it is when left empty, or null. */
  preset: string | null
}

/** How the vendor's webhooks are switched on by hand. `theirs`: the vendor shows the secret or key, to be pasted here; `ours`: we show one, to be pasted there. */
export type WebhookSetup = { help: Words; secret: 'theirs' | 'ours' }

/** A vendor that can be connected: who it is, what is needed, and how its connector is made. */
export type VendorKind = {
  vendor: string
  /** As the vendor writes it. */
  name: string
  /** Null when every customer has an address of their own. */
  baseUrl: string | null
  fields: readonly SetupField[]
  /** Null when there are none. */
  webhooks: WebhookSetup | null
  /** Making it cannot fail; a wrong configuration fails each call with a `ConnectorError`. */
  create(config: ConnectorConfig): Connector
}
