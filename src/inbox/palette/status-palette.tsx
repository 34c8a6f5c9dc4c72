import { useTranslations } from 'use-intl'
import { statuses } from '#contract/conversation.ts'
import type { Status } from '#contract/conversation.ts'
import { PaletteBox } from './palette-box.tsx'

/** Which status to set. */
export function StatusPalette({ onStatus, onClose }: { onStatus: (status: Status) => void; onClose: () => void }) {
  const t = useTranslations('palette')
  const words = useTranslations('status')
  const items = statuses.map((status) => ({ id: status, label: words(status), run: () => onStatus(status) }))
  return <PaletteBox label={t('statusLabel')} placeholder={t('statusPlaceholder')} items={items} onClose={onClose} />
}
