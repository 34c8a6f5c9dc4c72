import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

import { text, type Store } from '../kit/store.ts'

export type Signer = {
  /** The Ed25519 key that verifies what is signed here: SPKI DER in base64, as the vendor prints its own. */
  publicKey: string
  /** The value of `X-GHL-Signature` for these bytes. */
  sign: (body: string) => string
}

/** A key pair of this simulator's own, kept in its store so that it outlives a restart. */
export function createSigner(store: Store): Signer {
  const row = store.get(`select value from meta where name = 'signing_key'`)
  const key = row ? createPrivateKey(text(row, 'value')) : generate(store)
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (body) => sign(null, Buffer.from(body), key).toString('base64'),
  }
}

function generate(store: Store): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  store.run(`insert into meta values ('signing_key', ?)`, pem)
  return privateKey
}
