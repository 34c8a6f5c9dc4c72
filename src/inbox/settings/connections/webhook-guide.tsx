import type { FormEvent } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { WEBHOOK_SECRET } from '#contract/connection-setup.ts'
import type { ConnectionSetup, Vendor } from '#contract/connection-setup.ts'
import type { changeConnection } from '#inbox/data/connections.ts'
import { CopyButton } from '#inbox/ui/copy-button.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { Notice } from '#inbox/ui/notice.tsx'
import { ActButton } from '../act-button.tsx'

type WebhookGuideProps = {
  webhook: NonNullable<ConnectionSetup['webhook']>
  help: NonNullable<Vendor['webhooks']>['help']
  /** Whether one was given here, so that the vendor is believed. */
  hasSecret: boolean
  canChange: boolean
  busy: boolean
  onChange: (body: Parameters<typeof changeConnection>[1]) => void
}

/** How the vendor is made to tell us of changes: the address to give it, and the secret by which it is believed. */
export function WebhookGuide({ webhook, help, hasSecret, canChange, busy, onChange }: WebhookGuideProps) {
  const t = useTranslations('connecting')
  const common = useTranslations('common')
  const locale = useLocale()
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const value = typed(new FormData(form), WEBHOOK_SECRET).trim()
    if (value !== '') onChange({ settings: [{ name: WEBHOOK_SECRET, value }] })
    form.reset()
  }
  return (
    <>
      <p className="text-base text-ink-secondary">{canChange ? help[locale] : t('hooksOutside')}</p>
      <div className="flex items-center gap-2 rounded-control border border-line bg-surface px-2.5 py-1.5">
        <code className="anywhere min-w-0 flex-1 text-small select-all">{webhook.url}</code>
        <CopyButton text={webhook.url} label={t('copyAddress')} done={common('copied')} />
      </div>
      {webhook.subscription === null && !webhook.public && !hasSecret && (
        <Notice tone="warning">{t('notPublic')}</Notice>
      )}
      {canChange && webhook.secret === 'theirs' && (
        <form onSubmit={handleSubmit} className="flex flex-wrap items-end gap-2">
          <div className="min-w-48 flex-1">
            <Field
              label={t('theirSecret')}
              name={WEBHOOK_SECRET}
              type="password"
              autoComplete="new-password"
              placeholder={hasSecret ? t('kept') : ''}
            />
          </div>
          <ActButton type="submit" busy={busy} className="h-9">
            {t('save')}
          </ActButton>
        </form>
      )}
      {canChange && webhook.secret === 'ours' && (
        <ActButton busy={busy} onClick={() => onChange({ new_webhook_secret: true })} className="self-start">
          {t('newSecret')}
        </ActButton>
      )}
    </>
  )
}
