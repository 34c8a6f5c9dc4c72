import type { JsonObject } from '../kit/json.ts'
import { createHash } from 'node:crypto'

/** What a list can be asked for. A paused template has a status of its own and stands under `all` only. */
export const templateStatuses = ['approved', 'pending', 'rejected', 'all'] as const

export type Template = {
  name: string
  language: string
  status: 'approved' | 'pending' | 'rejected' | 'paused'
  body: string
}

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
  {
    name: 'order_review',
    language: 'id_ID',
    status: 'paused',
    body: 'Halo {{1}}, bagaimana pesanan {{2}}? Ceritakan kepada kami.',
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

/** A template that Meta approved at some time; whether it still goes out shows when it is sent. */
export function findSendable(name: string, language: string): Template | undefined {
  return templatesNamed(name).find(
    (template) => template.language === language && (template.status === 'approved' || template.status === 'paused'),
  )
}

/** How many values a body takes. */
export function countVariables({ body }: Template): number {
  return Math.max(0, ...Array.from(body.matchAll(/\{\{(\d+)\}\}/g), ([, number]) => Number(number)))
}

export function templateToWire({ name, language, status, body }: Template): JsonObject {
  const id = createHash('sha256').update(`${name} ${language}`).digest('hex').slice(0, 26).toUpperCase()
  return { id: `tmpl_${id}`, object: 'template', name, language, status, body }
}
