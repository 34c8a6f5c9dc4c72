import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const width = 320
const height = 240
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A picture of two colours with a disc in it, as PNG; the same name gives the same picture. */
export function drawPicture(name: string): Uint8Array<ArrayBuffer> {
  const seed = createHash('sha256').update(name).digest()
  const [top, bottom, disc] = [seed.subarray(0, 3), seed.subarray(3, 6), seed.subarray(6, 9)]
  const [left, up, size] = [seed.readUInt8(9), seed.readUInt8(10), seed.readUInt8(11)]
  const [centreX, centreY, radius] = [75 + (left % 170), 75 + (up % 90), 25 + (size % 45)]

  const rows = Array.from({ length: height }, (_row, y) => {
    const sky = top.map((from, part) => from + ((bottom[part] ?? 0) - from) * (y / height))
    const half = Math.sqrt(Math.max(0, radius ** 2 - (y - centreY) ** 2))
    // Each row begins with its filter, which is none.
    const row = Buffer.alloc(1 + 3 * width)
    row.fill(sky, 1)
    row.fill(disc, 1 + 3 * Math.floor(centreX - half), 1 + 3 * Math.floor(centreX + half))
    return row
  })

  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits for each of red, green and blue.
  header.set([8, 2], 8)
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat([Buffer.from(signature), ...chunks]))
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type), data])
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
