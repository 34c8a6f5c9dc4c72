import { House } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'

/** A quiet mark beside a field that is kept here, with why; nothing beside one that the vendor holds. */
export function KeptMark({ words }: { words: string | null }) {
  const t = useTranslations('kept')
  if (words === null) return null
  return (
    <span data-tip={words} className="shrink-0 text-ink-faint">
      <House size={13} aria-hidden="true" />
      <VisuallyHidden>{t('mark')}</VisuallyHidden>
    </span>
  )
}
