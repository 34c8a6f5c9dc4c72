import { useTranslations } from 'use-intl'
import { statuses } from '#contract/conversation.ts'
import type { Status } from '#contract/conversation.ts'
import { PaletteBox } from './palette-box.tsx'

type StatusPaletteProps = { typed: string; onStatus: (status: Status) => void; onClose: () => void }

/** Which status to set. */
export function StatusPalette({ typed, onStatus, onClose }: StatusPaletteProps) {
  const t = useTranslations('palette')
  const words = useTranslations('status')
  const items = statuses.map((status) => ({ id: status, label: words(status), run: () => onStatus(status) }))
  return (
    <PaletteBox
      label={t('statusLabel')}
      placeholder={t('statusPlaceholder')}
      items={items}
      typed={typed}
      onClose={onClose}
    />
  )
}
