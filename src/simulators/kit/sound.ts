import { createHash } from 'node:crypto'

const rate = 8000
const syllables = 14
const perSyllable = rate / 5

/** A mumble of about three seconds, as WAV; the same name gives the same one. */
export function recordSound(name: string): Uint8Array<ArrayBuffer> {
  const pitches = createHash('sha256').update(name).digest()
  const samples = syllables * perSyllable
  const file = Buffer.alloc(44 + 2 * samples)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + 2 * samples, 4)
  file.write('WAVEfmt ', 8)
  // Sixteen bytes follow: plain samples, one channel, the rate twice over, two bytes a sample.
  file.writeUInt32LE(16, 16)
  file.set([1, 0, 1, 0], 20)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(2 * rate, 28)
  file.set([2, 0, 16, 0], 32)
  file.write('data', 36)
  file.writeUInt32LE(2 * samples, 40)
  for (let at = 0; at < samples; at += 1) {
    const pitch = 120 + (pitches[Math.floor(at / perSyllable)] ?? 0) / 2
    // Rises and falls within each syllable, so that it sounds spoken and not struck.
    const loudness = Math.sin((Math.PI * (at % perSyllable)) / perSyllable) ** 2
    const wave = Math.sin((2 * Math.PI * pitch * at) / rate) + Math.sin((4 * Math.PI * pitch * at) / rate) / 2
    file.writeInt16LE(Math.round(6000 * loudness * wave), 44 + 2 * at)
  }
  return new Uint8Array(file)
}
