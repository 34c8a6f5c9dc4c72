import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { ConnectionSetup, ConnectionTest, Vendor } from '#contract/connection-setup.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { ActButton } from '../act-button.tsx'
import { useFocusBack } from '../use-focus-back.ts'
import { TestResult } from './test-result.tsx'

/** What was typed; empty values were left alone. */
export type TypedSetup = { name: string; baseUrl: string; settings: { name: string; value: string }[] }

type SetupFormProps = {
  vendor: Vendor
  /** How the connection is set up now; null for a new one. */
  kept: ConnectionSetup | null
  busy: boolean
  problem: (error: unknown) => string
  test: (typed: TypedSetup) => Promise<ConnectionTest>
  onSave: (typed: TypedSetup) => void
  onCancel: () => void
}

/** What a vendor asks for, each with where to find it. It is tested before it can be kept, and again whenever something was changed. */
export function SetupForm({ vendor, kept, busy, problem, test, onSave, onCancel }: SetupFormProps) {
  const t = useTranslations('connecting')
  const locale = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const [tested, setTested] = useState<TypedSetup | null>(null)
  const check = useMutation({ mutationFn: test })
  const isGood = tested !== null && (check.data?.account ?? null) !== null

  useFocusBack(form)

  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const values = read(new FormData(event.currentTarget), vendor, kept !== null)
    if (isGood) return onSave(values)
    setTested(values)
    check.mutate(values)
  }
  const handleChange = () => {
    if (tested !== null) check.reset()
    setTested(null)
  }
  const keptValue = (name: string) => kept?.settings.find((setting) => setting.name === name)
  const mustGiveAddress = vendor.base_url === null && kept === null
  const address = (
    <Field
      label={t('address')}
      name="base_url"
      type="url"
      inputMode="url"
      required={mustGiveAddress}
      autoComplete="off"
      spellCheck={false}
      defaultValue={kept?.base_url ?? ''}
      placeholder={vendor.base_url ?? 'https://'}
      hint={kept === null ? t('addressHint') : t('addressKept')}
    />
  )
  return (
    <form ref={form} onSubmit={handleSubmit} onChange={handleChange} className="flex flex-col gap-4">
      {mustGiveAddress && address}
      {vendor.fields.map(({ name, label, help, secret, required, preset }) => {
        const value = keptValue(name)
        const isKept = secret && value !== undefined
        return (
          <Field
            key={name}
            label={required ? label[locale] : t('optional', { label: label[locale] })}
            hint={help[locale]}
            name={`setting ${name}`}
            type={secret ? 'password' : 'text'}
            required={required && !isKept && preset === null}
            autoComplete={secret ? 'new-password' : 'off'}
            spellCheck={false}
            defaultValue={value?.value ?? ''}
            placeholder={isKept ? t('kept') : (preset ?? '')}
          />
        )
      })}
      {kept === null && <Field label={t('nameOptional')} hint={t('nameHint')} name="name" maxLength={80} />}
      {!mustGiveAddress && (
        <details>
          <summary className="cursor-pointer text-base text-ink-secondary">{t('advanced')}</summary>
          <div className="pt-3">{address}</div>
        </details>
      )}
      <ErrorNotice error={check.error} words={problem} />
      {tested !== null && check.data !== undefined && <TestResult result={check.data} vendor={vendor.name} />}
      <div className="flex flex-wrap gap-2">
        <ActButton type="submit" look="primary" busy={busy || check.isPending}>
          {check.isPending ? t('testing') : isGood ? t(busy ? 'saving' : 'save') : t('test')}
        </ActButton>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

/** A secret that was left empty stays what it is; another setting that was emptied is taken away. */
function read(form: FormData, { fields }: Vendor, isKept: boolean): TypedSetup {
  const settings = fields
    .map(({ name, secret }) => ({ name, secret, value: typed(form, `setting ${name}`).trim() }))
    .filter(({ secret, value }) => value !== '' || (isKept && !secret))
    .map(({ name, value }) => ({ name, value }))
  return { name: typed(form, 'name').trim(), baseUrl: typed(form, 'base_url').trim(), settings }
}
