type Reader = { view: DataView; at: number }

/**
 * The value of one MessagePack message; undefined when the bytes are not exactly one. Times become ISO 8601; bytes and other extensions are
 * null. Source: the format's specification.
 */
export function decodeMessagePack(bytes: Uint8Array): unknown {
  try {
    const reader: Reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 }
    const value = read(reader)
    return reader.at === bytes.length ? value : undefined
  } catch {
    // Cut off, or nested too deeply.
    return undefined
  }
}

function read(reader: Reader): unknown {
  const mark = uint(reader, 1)
  // Marks of one form follow each other, with lengths or numbers of one byte, two, four and eight.
  const sized = (first: number) => uint(reader, 1 << (mark - first))
  if (mark < 0x80) return mark
  if (mark < 0x90) return map(reader, mark & 0x0f)
  if (mark < 0xa0) return list(reader, mark & 0x0f)
  if (mark < 0xc0) return text(reader, mark & 0x1f)
  if (mark >= 0xe0) return mark - 0x100
  if (mark >= 0xde) return map(reader, sized(0xdd))
  if (mark >= 0xdc) return list(reader, sized(0xdb))
  if (mark >= 0xd9) return text(reader, sized(0xd9))
  if (mark >= 0xd4) return extension(reader, 1 << (mark - 0xd4))
  if (mark >= 0xd0) return int(reader, 1 << (mark - 0xd0))
  if (mark >= 0xcc) return sized(0xcc)
  if (mark === 0xcb) return take(reader, 8).getFloat64(0)
  if (mark === 0xca) return take(reader, 4).getFloat32(0)
  if (mark >= 0xc7) return extension(reader, sized(0xc7))
  if (mark >= 0xc4) take(reader, sized(0xc4))
  return mark === 0xc2 || mark === 0xc3 ? mark === 0xc3 : null
}

function take(reader: Reader, length: number): DataView {
  // A range that goes beyond the end throws.
  const part = new DataView(reader.view.buffer, reader.view.byteOffset + reader.at, length)
  reader.at += length
  return part
}

function uint(reader: Reader, length: number): number {
  const part = take(reader, length)
  return Array.from({ length }, (_, at) => part.getUint8(at)).reduce((value, byte) => value * 256 + byte, 0)
}

function int(reader: Reader, length: number): number {
  if (length === 8) return Number(take(reader, length).getBigInt64(0))
  const value = uint(reader, length)
  return value < 2 ** (8 * length - 1) ? value : value - 2 ** (8 * length)
}

function text(reader: Reader, length: number): string {
  // Not every database can store NUL.
  return new TextDecoder().decode(take(reader, length)).replaceAll('\0', '\uFFFD')
}

function list(reader: Reader, length: number): unknown[] {
  const items: unknown[] = []
  while (items.length < length) items.push(read(reader))
  return items
}

function map(reader: Reader, length: number): object {
  const entries: [string, unknown][] = []
  while (entries.length < length) entries.push([String(read(reader)), read(reader)])
  return Object.fromEntries(entries)
}

/** A time is extension −1: seconds, nanoseconds and seconds in 64 bits, or nanoseconds and then seconds. */
function extension(reader: Reader, length: number): string | null {
  const isTime = int(reader, 1) === -1
  const body = { view: take(reader, length), at: 0 }
  if (!isTime || ![4, 8, 12].includes(length)) return null
  const first = uint(body, 4)
  if (length === 4) return iso(first, 0)
  return length === 8 ? iso((first % 4) * 2 ** 32 + uint(body, 4), first >>> 2) : iso(int(body, 8), first)
}

function iso(seconds: number, nanoseconds: number): string {
  return new Date(seconds * 1000 + Math.floor(nanoseconds / 1e6)).toISOString()
}
