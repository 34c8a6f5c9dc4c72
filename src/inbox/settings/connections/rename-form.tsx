import { useEffect, useRef } from 'react'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#inbox/ui/button.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { ActButton } from '../act-button.tsx'
import { useFocusBack } from '../use-focus-back.ts'

type RenameFormProps = { name: string; busy: boolean; onRename: (name: string) => void; onCancel: () => void }

/** What a connection is called here; the vendor does not hear of it. */
export function RenameForm({ name, busy, onRename, onCancel }: RenameFormProps) {
  const t = useTranslations('connecting')
  const form = useRef<HTMLFormElement>(null)
  useFocusBack(form)
  useEffect(() => form.current?.querySelector('input')?.select(), [])
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const next = typed(new FormData(event.currentTarget), 'name').trim()
    if (next !== '') onRename(next)
  }
  return (
    <form ref={form} onSubmit={handleSubmit} className="flex flex-col gap-3">
      <Field label={t('name')} name="name" defaultValue={name} maxLength={80} required />
      <div className="flex gap-2">
        <ActButton type="submit" look="primary" busy={busy}>
          {t('save')}
        </ActButton>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
