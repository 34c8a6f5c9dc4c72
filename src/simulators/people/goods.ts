import type { Random } from '../kit/ids.ts'
import { between, pick } from '../kit/random.ts'
import { words } from './words.ts'

const items = words(`
  kemeja linen, gamis Aisyah, hijab pashmina, celana kulot, kaos oversize, batik Parang, kardigan rajut,
  tas selempang, dress midi, jaket denim, mukena travel, rok plisket, kebaya kutu baru, blus brokat
`)
const goods = words(`
  linen shirt, batik dress, denim jacket, canvas tote, pleated skirt, wrap skirt, silk scarf, oversized tee,
  midi dress, knit cardigan, rattan bag, kebaya blouse
`)
const sizes = words(`
  S, M, L, XL, XXL
`)
const colours = words(`
  hitam, putih, navy, sage green, maroon, krem, dusty pink, mustard
`)
const colors = words(`
  black, white, navy, sage green, burgundy, cream, dusty pink, mustard
`)
const cities = words(`
  Bandung, Surabaya, Medan, Makassar, Yogyakarta, Semarang, Denpasar, Balikpapan, Palembang, Depok, Pontianak,
  Manado, Padang, Malang, Bekasi, Jayapura
`)
const couriers = words(`
  JNE, J&T, SiCepat, AnterAja, Ninja, GoSend, Pos Indonesia
`)
const banks = words(`
  BCA, Mandiri, BRI, BNI, QRIS, ShopeePay, GoPay
`)
const greetings = words(`
  Halo kak, Permisi kak, Siang kak, Pagi min, Kak, Malam kak, Assalamualaikum kak, Min
`)

export type Slots = Record<string, string>

/** What one conversation is about; the same words in every turn of it. */
export function chooseSlots(random: Random, firstName: string, agent: string): Slots {
  const number = (low: number, high: number): number => Math.floor(between(random, low, high))
  const thousands = number(79, 649)
  return {
    nama: firstName,
    agen: agent,
    barang: pick(random, items),
    item: pick(random, goods),
    ukuran: pick(random, sizes),
    warna: pick(random, colours),
    color: pick(random, colors),
    kota: pick(random, cities),
    kurir: pick(random, couriers),
    bank: pick(random, banks),
    halo: pick(random, greetings),
    pesanan: `TJ-${number(10_000, 99_999)}`,
    resi: `${pick(random, ['JP', 'SC', 'AA', 'NV'])}${number(1e9, 9e9)}`,
    harga: `Rp${thousands}.000`,
    ongkir: `Rp${number(9, 48)}.000`,
    jumlah: String(number(2, 24)),
  }
}

/** Puts the words into a line: `{barang}` and its like. A word that is empty leaves no gap behind. */
export function fill(line: string, slots: Slots): string {
  const filled = line.replaceAll(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole)
  return filled.replaceAll(/ +(?=[ ,.!?])/g, '')
}
