import type { JsonObject } from './input.ts'

const statuses = ['approved', 'pending', 'rejected'] as const
export const templateStatuses = [...statuses, 'all'] as const

export type Template = { name: string; language: string; status: (typeof statuses)[number]; body: string }

/** The templates of the simulated accounts. */
const templates: readonly Template[] = [
  {
    name: 'order_update',
    language: 'id_ID',
    status: 'approved',
    body: 'Halo {{1}}, pesanan Anda sudah kami perbarui: {{2}} Balas pesan ini bila ada pertanyaan.',
  },
  {
    name: 'order_update',
    language: 'en_US',
    status: 'approved',
    body: 'Hello {{1}}, there is news about your order: {{2}} Reply to this message if you have a question.',
  },
  {
    name: 'payment_reminder',
    language: 'id_ID',
    status: 'approved',
    body: 'Halo {{1}}, pembayaran sebesar {{2}} kami tunggu sampai {{3}}.',
  },
  {
    name: 'back_in_stock',
    language: 'id_ID',
    status: 'approved',
    body: 'Kabar baik, {{1}}: barang yang Anda tanyakan tersedia lagi.',
  },
  { name: 'follow_up', language: 'id_ID', status: 'approved', body: 'Halo, apakah masih ada yang bisa kami bantu?' },
  {
    name: 'follow_up',
    language: 'en_US',
    status: 'approved',
    body: 'Hello, is there anything else we can help you with?',
  },
  { name: 'flash_sale', language: 'id_ID', status: 'rejected', body: 'PROMO HARI INI SAJA!!! {{1}}' },
  { name: 'survey', language: 'id_ID', status: 'pending', body: 'Bagaimana layanan kami, {{1}}?' },
]

export function listTemplates({ status, language }: { status: string; language?: string | undefined }): Template[] {
  return templates.filter(
    (template) =>
      (status === 'all' || template.status === status) && (language === undefined || template.language === language),
  )
}

export function templatesNamed(name: string): Template[] {
  return templates.filter((template) => template.name === name)
}

/** How many values a body takes. */
export function countVariables({ body }: Template): number {
  return Math.max(0, ...Array.from(body.matchAll(/\{\{(\d+)\}\}/g), ([, number]) => Number(number)))
}

export function templateToWire({ name, language, status, body }: Template): JsonObject {
  return { object: 'template', name, language, status, category: 'UTILITY', components: [{ type: 'BODY', text: body }] }
}
