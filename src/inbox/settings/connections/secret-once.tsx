import { useTranslations } from 'use-intl'
import { CopyButton } from '#inbox/ui/copy-button.tsx'

/** A webhook secret that was made here, shown this one time. */
export function SecretOnce({ secret }: { secret: string }) {
  const t = useTranslations('connecting')
  const common = useTranslations('common')
  return (
    <div role="status" className="flex flex-col gap-2 rounded-control bg-accent-tint p-3">
      <p className="text-base font-medium">{t('secretOnce')}</p>
      <code className="anywhere text-small select-all">{secret}</code>
      <div className="self-end">
        <CopyButton wide text={secret} label={t('copySecret')} done={common('copied')} />
      </div>
    </div>
  )
}
