import type { VendorKind } from '../vendor-kind.ts'
import { createTeamworkDesk } from './index.ts'

/** What connecting a Teamwork Desk site takes. */
export const teamworkDesk: VendorKind = {
  vendor: 'teamwork-desk',
  name: 'Teamwork Desk',
  baseUrl: null,
  fields: [
    {
      name: 'api_key',
      label: { en: 'API key', id: 'Kunci API' },
      help: {
        en: 'In Teamwork Desk in your own profile, under API keys: one for version 2. It acts as you and sees the inboxes that you see. The address of the API is your site’s, such as https://yoursite.teamwork.com/desk/api/v2.',
        id: 'Di Teamwork Desk pada profil Anda sendiri, di bagian kunci API: kunci untuk versi 2. Kunci ini bertindak sebagai Anda dan melihat kotak masuk yang Anda lihat. Alamat API adalah alamat situs Anda, misalnya https://situsanda.teamwork.com/desk/api/v2.',
      },
      isSecret: true,
      isRequired: true,
      preset: null,
    },
    {
      name: 'resolveAs',
      label: { en: 'Resolving sets', id: 'Menyelesaikan menjadi' },
      help: {
        en: 'solved, after which Teamwork Desk may ask the customer how satisfied they are, or closed, after which it does not.',
        id: 'solved, setelahnya Teamwork Desk dapat menanyakan kepuasan pelanggan, atau closed, setelahnya tidak.',
      },
      isSecret: false,
      isRequired: false,
      preset: 'solved',
    },
  ],
  webhooks: {
    help: {
      en: 'In Teamwork Desk under Settings → Webhooks, add this address for all ticket events, with the secret below as its token.',
      id: 'Di Teamwork Desk pada Pengaturan → Webhook, tambahkan alamat ini untuk semua kejadian tiket, dengan rahasia di bawah sebagai tokennya.',
    },
    secret: 'ours',
  },
  create: createTeamworkDesk,
}
