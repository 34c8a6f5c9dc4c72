import { ConnectorError } from '#connectors/connector-error.ts'
import type { OutgoingMessage, Sending, SentMessage } from '#connectors/sending.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { SendOutcome } from '#gateway/usecases/messages/settle-send.ts'
import { retryDelay } from './retry-delay.ts'
import { mayHaveBeenApplied } from './send-patch.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** How long a request that nobody answered can still turn up at the vendor, and how often it is looked for meanwhile. */
const LATE_MS = 120_000
const LOOK_MS = 20_000
/** One that waited longer for the vendor's limits, or in a machine that slept, is claimed anew first: much may have changed meanwhile. */
const MOST_WAIT_MS = 30_000

class ClaimTooOld extends Error {
  override readonly name = 'ClaimTooOld'
}

/** A claimed message, as far as handing it over goes. */
type Claimed = Pick<SendRow, 'key' | 'generation' | 'in_doubt' | 'first_tried_ms' | 'attempts'>

type Way<Instead> = {
  /** Makes it ready; what fails here leaves nothing in doubt. Throws `ConnectorError`. */
  message: () => Promise<OutgoingMessage>
  /** Looks at the vendor for a message that it did not confirm; `several` when nobody can say which is ours. Throws `ConnectorError`. */
  find: () => Promise<SentMessage | 'several' | null>
  /** What happens instead of sending a message that the vendor cannot have yet; null: it is sent. Throws `ConnectorError`. */
  before: () => Promise<Instead | null>
  signal: AbortSignal
}

/**
 * Hands one claimed message to the vendor. One that the vendor may have had before is settled by its key, or by looking for it at the
 * vendor: never by sending it anew. Never throws for what a vendor does.
 */
export async function handOver<Instead>(
  vendor: Vendor,
  sending: Sending,
  claimed: Claimed,
  { message, find, before, signal }: Way<Instead>,
): Promise<SendOutcome | Instead> {
  const isInDoubt = claimed.in_doubt === 1
  const attempt = { began: false }
  try {
    if (isInDoubt && !isKeyKnown(vendor, claimed, sending)) {
      const found = await find()
      // Its key would be new to the vendor, so asking again could send it twice.
      if (found === 'several' || (found === null && sending.keyLifeMs !== null)) return { type: 'lost' }
      if (found !== null) return { type: 'taken', receipt: found }
      return lookAgain(vendor, claimed)
    } else if (!isInDoubt) {
      const instead = await before()
      if (instead !== null) return instead
    }
    const key = claimed.generation === 0 ? claimed.key : `${claimed.key}.${claimed.generation}`
    const ready = await message()
    const readyAt = vendor.now()
    const receipt = await callVendor(vendor, vendor.writes, signal, async () => {
      if (vendor.now() - readyAt > MOST_WAIT_MS) throw new ClaimTooOld()
      attempt.began = true
      return sending.send(ready, key, signal)
    })
    return { type: 'taken', receipt }
  } catch (error) {
    if (error instanceof ClaimTooOld) {
      return { type: 'later', notBefore: vendor.now(), reason: 'waited_too_long', inDoubt: false }
    }
    if (!(error instanceof ConnectorError)) throw error
    if (isInDoubt && attempt.began && isRefusal(error) && !isKeyTaken(error)) {
      return refusedInDoubt(vendor, claimed, error, find)
    }
    if (isInDoubt && attempt.began && error.kind === 'malformed') {
      const found = await shownAtVendor(find)
      if (found !== null) return { type: 'taken', receipt: found }
    }
    return failed(vendor, claimed, sending, error, attempt.began)
  }
}

/** Who cannot read the answer to a message at its repetition either will not read the third, but the vendor has the message and shows it. */
async function shownAtVendor(find: Way<never>['find']): Promise<SentMessage | null> {
  try {
    const found = await find()
    return found === 'several' ? null : found
  } catch (error) {
    if (error instanceof ConnectorError) return null
    throw error
  }
}

/** The vendor refuses what it may have taken the first time. Only what it shows tells whether it did. */
async function refusedInDoubt(
  vendor: Vendor,
  claimed: Claimed,
  { code }: ConnectorError,
  find: Way<never>['find'],
): Promise<SendOutcome> {
  const later = lookLater(vendor, code)
  try {
    const found = await find()
    if (found === 'several') return { type: 'lost' }
    if (found !== null) return { type: 'taken', receipt: found }
    return isLate(vendor, claimed) ? { type: 'refused', code } : later
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return isRefusal(error) && isLate(vendor, claimed) ? { type: 'lost' } : later
  }
}

type Later = Extract<SendOutcome, { type: 'later' }>

function lookLater(vendor: Vendor, reason: string): Later {
  return { type: 'later', notBefore: vendor.now() + LOOK_MS, reason, inDoubt: true }
}

/** Whether a message that was tried once can arrive no more. */
function isLate(vendor: Vendor, { first_tried_ms: triedAt }: Claimed): boolean {
  return vendor.now() - (triedAt ?? vendor.now()) >= LATE_MS
}

function isRefusal({ kind }: ConnectorError): boolean {
  return kind === 'rejected' || kind === 'not_found'
}

/** A message that nobody finds may still arrive; when it has not for long enough it never will, and goes out as one that was never tried. */
function lookAgain(vendor: Vendor, claimed: Claimed): SendOutcome {
  const later = lookLater(vendor, 'not_there')
  return isLate(vendor, claimed) ? { ...later, notBefore: vendor.now(), inDoubt: false, isClear: true } : later
}

/** Whether the vendor still answers this message's key as it did the first time. */
function isKeyKnown(vendor: Vendor, { first_tried_ms }: Claimed, { keyLifeMs }: Sending): boolean {
  return keyLifeMs !== null && vendor.now() - (first_tried_ms ?? vendor.now()) < keyLifeMs
}

/** `began`: it was the sending that failed, and not what came before it. */
function failed(
  vendor: Vendor,
  claimed: Claimed,
  sending: Sending,
  error: ConnectorError,
  began: boolean,
): SendOutcome {
  if (isRefusal(error)) {
    // The vendor shows nothing where this one may be, which it may do again.
    const isHidden = claimed.in_doubt === 1 && !began
    if (isHidden && !isLate(vendor, claimed)) return lookLater(vendor, error.code)
    // Or it knows the key from another message. What became of this one is not to be learnt.
    return isKeyTaken(error) || isHidden ? { type: 'lost' } : { type: 'refused', code: error.code }
  }
  const inDoubt = began && mayHaveBeenApplied(error)
  const wait = retryDelay(vendor, claimed.attempts - 1, error)
  const patience = inDoubt && sending.keyLifeMs === null ? Math.max(wait, LOOK_MS) : wait
  return { type: 'later', notBefore: vendor.now() + patience, reason: error.code, inDoubt }
}

function isKeyTaken({ code }: ConnectorError): boolean {
  return code === 'idempotency_key_reuse' || code === 'idempotency_conflict'
}
