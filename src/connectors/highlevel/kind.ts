import type { VendorKind } from '../vendor-kind.ts'
import { createHighlevel } from './index.ts'
import { DEFAULT_VERSION } from './settings.ts'

/** What connecting a HighLevel sub-account takes. */
export const highlevel: VendorKind = {
  vendor: 'highlevel',
  name: 'HighLevel',
  baseUrl: 'https://services.leadconnectorhq.com',
  fields: [
    {
      name: 'api_key',
      label: { en: 'Private integration token', id: 'Token integrasi privat' },
      help: {
        en: 'In the sub-account under Settings → Private Integrations, with the scopes conversations, conversations/message, contacts (each to view and edit) and users (to view).',
        id: 'Di sub-akun pada Settings → Private Integrations, dengan cakupan conversations, conversations/message, contacts (lihat dan ubah) dan users (lihat).',
      },
      isSecret: true,
      isRequired: true,
      preset: null,
    },
    {
      name: 'locationId',
      label: { en: 'Location ID', id: 'ID lokasi' },
      help: {
        en: 'The sub-account’s ID: in HighLevel’s address behind /location/, or under Settings → Business Profile.',
        id: 'ID sub-akun: di alamat HighLevel setelah /location/, atau pada Settings → Business Profile.',
      },
      isSecret: false,
      isRequired: true,
      preset: null,
    },
    {
      name: 'companyId',
      label: { en: 'Company ID', id: 'ID perusahaan' },
      help: {
        en: 'The agency’s ID. Needed for the list of users only with version v3.',
        id: 'ID agensi. Hanya diperlukan untuk daftar pengguna dengan versi v3.',
      },
      isSecret: false,
      isRequired: false,
      preset: null,
    },
    {
      name: 'version',
      label: { en: 'API version', id: 'Versi API' },
      help: {
        en: 'Leave it unless HighLevel tells you to use another.',
        id: 'Biarkan, kecuali HighLevel meminta versi lain.',
      },
      isSecret: false,
      isRequired: false,
      preset: DEFAULT_VERSION,
    },
  ],
  webhooks: {
    help: {
      en: 'Needs a Marketplace app: add this address there for InboundMessage, OutboundMessage, ConversationUnreadUpdate, ContactUpdate and ContactTagUpdate, then paste HighLevel’s Ed25519 public key from its page on webhook signatures. Without an app the inbox polls.',
      id: 'Memerlukan aplikasi Marketplace: tambahkan alamat ini di sana untuk InboundMessage, OutboundMessage, ConversationUnreadUpdate, ContactUpdate dan ContactTagUpdate, lalu tempel kunci publik Ed25519 HighLevel dari halamannya tentang tanda tangan webhook. Tanpa aplikasi, kotak masuk memeriksa secara berkala.',
    },
    secret: 'theirs',
  },
  create: createHighlevel,
}
