import type { VendorKind } from '../vendor-kind.ts'
import { createWapikit } from './index.ts'

/** What connecting a WapiKit organisation takes. */
export const wapikit: VendorKind = {
  vendor: 'wapikit',
  name: 'WapiKit',
  baseUrl: 'https://api.wapikit.com/api',
  fields: [
    {
      name: 'api_key',
      label: { en: 'API key', id: 'Kunci API' },
      help: {
        en: 'In WapiKit under Settings → API keys, signed in as the owner: keys of other members are refused by the server.',
        id: 'Di WapiKit pada Settings → API keys, masuk sebagai pemilik: kunci anggota lain ditolak server.',
      },
      isSecret: true,
      isRequired: true,
      preset: null,
    },
    {
      name: 'tokenHeader',
      label: { en: 'Header of the key', id: 'Header untuk kunci' },
      help: {
        en: 'Leave it as it is unless your server reads the key from another header.',
        id: 'Biarkan apa adanya, kecuali server Anda membaca kunci dari header lain.',
      },
      isSecret: false,
      isRequired: false,
      preset: 'x-access-token',
    },
  ],
  webhooks: null,
  create: createWapikit,
}
