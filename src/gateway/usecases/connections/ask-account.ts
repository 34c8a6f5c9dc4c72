import type { ConnectionTest } from '#contract/connection-setup.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import type { SetupDeps } from './connection-deps.ts'
import { makeConnector } from './stored-connector.ts'
import type { OpenSetup } from './stored-connector.ts'

/** Somebody waits for it. */
const PATIENCE_MS = 15_000

/** Asks the vendor whose account these settings open. A vendor that fails is an answer, not an error. */
export async function askAccount(deps: SetupDeps, kind: VendorKind, setup: OpenSetup): Promise<ConnectionTest> {
  try {
    const account = await makeConnector(deps, kind, setup).account(AbortSignal.timeout(PATIENCE_MS))
    return {
      account: {
        id: account.accountId,
        name: account.name,
        reads_per_minute: account.readPerMinute,
        writes_per_minute: account.writePerMinute,
      },
      problem: null,
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    const { kind: why, code, message } = error
    return { account: null, problem: { kind: why, ...withoutSecrets({ code, message }, setup) } }
  }
}

/** A vendor may repeat what it was given, and its words go to the screen. */
function withoutSecrets(words: { code: string; message: string }, { secrets }: OpenSetup) {
  const hide = (text: string) =>
    [...secrets.values()].filter(Boolean).reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
  return { code: hide(words.code), message: hide(words.message) }
}
