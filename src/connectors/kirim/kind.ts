import type { VendorKind } from '../vendor-kind.ts'
import { createKirim } from './index.ts'

/** What connecting a Kirim.chat organisation takes. */
export const kirim: VendorKind = {
  vendor: 'kirim',
  name: 'Kirim.chat',
  baseUrl: 'https://api-kckit.kirim.chat/v1',
  fields: [
    {
      name: 'api_key',
      label: { en: 'API key', id: 'Kunci API' },
      help: {
        en: 'In Kirim.chat under Settings → API keys. It begins with kdv_live_ and is shown once.',
        id: 'Di Kirim.chat pada Pengaturan → Kunci API. Diawali kdv_live_ dan hanya tampil sekali.',
      },
      isSecret: true,
      isRequired: true,
      preset: null,
    },
  ],
  webhooks: {
    help: {
      en: 'In Kirim.chat under Settings → Webhooks, add this address for all events, then paste the secret that is shown once.',
      id: 'Di Kirim.chat pada Pengaturan → Webhook, tambahkan alamat ini untuk semua kejadian, lalu tempel rahasia yang hanya tampil sekali.',
    },
    secret: 'theirs',
  },
  create: createKirim,
}
