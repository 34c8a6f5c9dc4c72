import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '#inbox/ui/button.tsx'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'

type InviteFormProps = { busy: boolean; onInvite: (agent: { name: string; email: string }) => void }

/** Name and e-mail of somebody new. */
export function InviteForm({ busy, onInvite }: InviteFormProps) {
  const t = useTranslations('agents')
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onInvite({ name: typed(form, 'name').trim(), email: typed(form, 'email').trim() })
  }
  return (
    <form onSubmit={handleSubmit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('name')} name="name" maxLength={80} required />
        <Field label={t('email')} name="email" type="email" maxLength={200} required />
      </div>
      <Button type="submit" disabled={busy} className="self-start">
        {busy ? t('making') : t('makeLink')}
      </Button>
    </form>
  )
}
