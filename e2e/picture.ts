import type { Locator } from '@playwright/test'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGM4kaKBFTEMLQkAbfE8wb5PdB0AAAAASUVORK5CYII=',
  'base64',
)

/** A picture that can be told from every other by its bytes. */
export const picture = (mark: string) => Buffer.concat([PNG, Buffer.from(mark)])

/** Pastes a picture into a field. */
export async function pastePicture(field: Locator, bytes: Buffer): Promise<void> {
  await field.evaluate(
    (element, { base64 }) => {
      const raw = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([raw], 'image.png', { type: 'image/png' }))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    { base64: bytes.toString('base64') },
  )
}
