import type { Direction } from '../message-row.ts'

export const subjects = [
  'Pesanan belum sampai',
  'Tanya stok dan harga grosir',
  'Penukaran ukuran',
  'Question about my order',
  'Invoice untuk kantor',
  'Wholesale enquiry',
  'Retur barang',
]

/** Text as a mail program writes it: a head with styles, paragraphs, and below ours a signature. */
export function asHtml(text: string, direction: Direction): string {
  const paragraph = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const signature = direction === 'outbound' ? '<p>--<br>Toko Jakarta &middot; Layanan Pelanggan</p>' : ''
  return `<html><head><style>p { margin: 0 0 1em }</style></head><body><p>${paragraph}</p>${signature}</body></html>`
}
