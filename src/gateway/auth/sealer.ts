import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { secureRandom } from './random.ts'
import type { RandomBytes } from './random.ts'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const KEY_ID_BYTES = 6
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/** Where a secret lives. It opens there and nowhere else, so that moving a row in the database moves no right. */
export type SecretPlace = { workspaceId: string; connectionId: string; field: string }

/** Keeps secrets so that whoever reads the database without the key learns nothing but their length. */
export type Sealer = {
  seal(place: SecretPlace, secret: string): string
  /** Null: none of our keys fits, it was sealed for another place, or it is damaged. */
  open(place: SecretPlace, sealed: string): string | null
  /** Whether it was not sealed with the first key, which new secrets are sealed with. */
  isOld(sealed: string): boolean
}

/** `secrets`: the newest first. What the others sealed is still opened, so that one can be replaced by another. Throws without any. */
export function createSealer(secrets: readonly string[], random: RandomBytes = secureRandom): Sealer {
  const keys = secrets.map((secret) => ({ key: derived(secret, 'key', KEY_BYTES), id: keyId(secret) }))
  const [newest] = keys
  if (newest === undefined) throw new Error('There is no key to seal with.')
  return {
    seal(place, secret) {
      const nonce = random(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, newest.key, nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(boundTo(place))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [VERSION, newest.id, Buffer.from(nonce).toString('base64url'), text.toString('base64url')].join('.')
    },
    open(place, sealed) {
      const [version, id, nonce = '', text = ''] = sealed.split('.')
      const known = keys.find((one) => one.id === id)
      if (version !== VERSION || known === undefined) return null
      return opened(known.key, place, Buffer.from(nonce, 'base64url'), Buffer.from(text, 'base64url'))
    },
    isOld: (sealed) => sealed.split('.')[1] !== newest.id,
  }
}

function opened(key: Buffer, place: SecretPlace, nonce: Buffer, text: Buffer): string | null {
  if (nonce.length !== NONCE_BYTES || text.length < TAG_BYTES) return null
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(boundTo(place))
  decipher.setAuthTag(text.subarray(-TAG_BYTES))
  try {
    return decipher.update(text.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

/** Unambiguous whatever the parts hold. */
function boundTo({ workspaceId, connectionId, field }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([workspaceId, connectionId, field]))
}

/** Tells keys apart and tells nothing of them. */
function keyId(secret: string): string {
  return derived(secret, 'id', KEY_ID_BYTES).toString('base64url')
}

function derived(secret: string, use: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `sigap connection secrets ${use}`, bytes))
}
