import { WEBHOOK_SECRET } from '#contract/connection-setup.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import type { SetupDeps } from './connection-deps.ts'
import { fail } from '../fail.ts'
import { usableBaseUrl } from './outside-only.ts'
import type { OpenSetup } from './stored-connector.ts'

type Given = { base_url?: string | undefined; settings?: readonly { name: string; value: string }[] | undefined }

/**
 * Settings as they were given, over those that are kept. Secrets that are kept go to the address that they were given for and to no
 * other, or whoever may change an address could have them sent to their own. Fails with `invalid_field_value` or
 * `missing_required_field`, whose param names the setting.
 */
export async function readSetup(
  { outside }: SetupDeps,
  kind: VendorKind,
  given: Given,
  kept: OpenSetup | null,
): Promise<OpenSetup> {
  const address = given.base_url ?? kept?.baseUrl ?? kind.baseUrl
  if (address === null) return fail('missing_required_field', { param: 'base_url' })
  const baseUrl = await usableBaseUrl(address, outside)
  const isSameHost = kept !== null && new URL(kept.baseUrl).origin === new URL(baseUrl).origin
  const options = new Map(kept?.options)
  const secrets = new Map([...(kept?.secrets ?? [])].filter(([name]) => isSameHost || name === WEBHOOK_SECRET))
  for (const { name, value } of given.settings ?? []) {
    const target = isSecret(kind, name, value) ? secrets : options
    if (value === '') target.delete(name)
    else target.set(name, value)
  }
  for (const { name, isRequired, preset } of kind.fields) {
    const has = secrets.has(name) || options.has(name) || preset !== null
    if (isRequired && !has) fail('missing_required_field', { param: name })
  }
  return { baseUrl, options, secrets }
}

function isSecret(kind: VendorKind, name: string, value: string): boolean {
  // One of ours can be taken away, and is made here and nowhere else.
  if (name === WEBHOOK_SECRET && (kind.webhooks?.secret === 'theirs' || value === '')) return true
  const field = kind.fields.find((one) => one.name === name)
  return field?.isSecret ?? fail('invalid_field_value', { param: name, message: 'This vendor has no such setting.' })
}
