import type { FileRule } from '#contract/upload.ts'
import { audioTypes, documentTypes } from './file-types.ts'

const MB = 1024 * 1024
const CAPTION = 1024

/**
 * What Meta's Cloud API takes as what, through which every vendor's WhatsApp goes. It shows no caption beside audio, so none is offered
 * there: it would be lost in silence. Larger or other pictures are not sent as documents either, as its list of documents has no pictures.
 */
export const whatsappFiles: readonly FileRule[] = [
  { kind: 'image', types: ['image/jpeg', 'image/png'], max_bytes: 5 * MB, max_caption: CAPTION },
  { kind: 'video', types: ['video/mp4', 'video/3gpp'], max_bytes: 16 * MB, max_caption: CAPTION },
  {
    kind: 'audio',
    types: audioTypes,
    max_bytes: 16 * MB,
    max_caption: 0,
  },
  {
    kind: 'document',
    types: documentTypes,
    max_bytes: 100 * MB,
    max_caption: CAPTION,
  },
]
