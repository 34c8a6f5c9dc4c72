import { isRecord } from '../kit/json.ts'

/** MessagePack of a value that JSON could hold; what JSON leaves out of an object is left out here. Source: the msgpack specification. */
export function encodeMessagePack(value: unknown): Uint8Array {
  return Buffer.concat([...pieces(value)])
}

function* pieces(value: unknown): Generator<Uint8Array> {
  if (value === null || value === undefined) yield byte(0xc0)
  else if (typeof value === 'boolean') yield byte(value ? 0xc3 : 0xc2)
  else if (typeof value === 'number') yield number(value)
  else if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8')
    yield head(text.length, { fix: [0xa0, 32], 8: 0xd9, 16: 0xda, 32: 0xdb })
    yield text
  } else if (Array.isArray(value)) {
    yield head(value.length, { fix: [0x90, 16], 16: 0xdc, 32: 0xdd })
    for (const item of value) yield* pieces(item)
  } else if (isRecord(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    yield head(entries.length, { fix: [0x80, 16], 16: 0xde, 32: 0xdf })
    for (const [key, item] of entries) {
      yield* pieces(key)
      yield* pieces(item)
    }
  } else throw new TypeError(`MessagePack has no form for a ${typeof value}.`)
}

function byte(value: number): Uint8Array {
  return Uint8Array.of(value)
}

function number(value: number): Uint8Array {
  if (Number.isInteger(value) && value >= -32 && value < 128) return byte(value & 0xff)
  const bytes = Buffer.alloc(9)
  const isInt64 = Number.isSafeInteger(value)
  bytes[0] = isInt64 ? 0xd3 : 0xcb
  if (isInt64) bytes.writeBigInt64BE(BigInt(value), 1)
  else bytes.writeDoubleBE(value, 1)
  return bytes
}

type Forms = { fix: [base: number, below: number]; 8?: number; 16: number; 32: number }

/** The mark of a text, list or map, with its length. */
function head(length: number, forms: Forms): Uint8Array {
  const [base, below] = forms.fix
  if (length < below) return byte(base | length)
  if (forms[8] !== undefined && length < 0x100) return Uint8Array.of(forms[8], length)
  if (length < 0x1_0000) return Uint8Array.of(forms[16], length >> 8, length & 0xff)
  const bytes = Buffer.alloc(5)
  bytes[0] = forms[32]
  bytes.writeUInt32BE(length, 1)
  return bytes
}
