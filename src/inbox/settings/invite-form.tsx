import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '#inbox/ui/field.tsx'
import { typed } from '#inbox/ui/form-values.ts'
import { ActButton } from './act-button.tsx'

type InviteFormProps = { busy: boolean; onInvite: (agent: { name: string; email: string }, onDone: () => void) => void }

/** Name and e-mail of somebody new. */
export function InviteForm({ busy, onInvite }: InviteFormProps) {
  const t = useTranslations('agents')
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const values = new FormData(form)
    const agent = { name: typed(values, 'name').trim(), email: typed(values, 'email').trim() }
    onInvite(agent, () => form.reset())
  }
  return (
    <form onSubmit={handleSubmit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('name')} name="name" maxLength={80} required />
        <Field label={t('email')} name="email" type="email" maxLength={200} required />
      </div>
      <ActButton type="submit" busy={busy} className="self-start">
        {busy ? t('making') : t('makeLink')}
      </ActButton>
    </form>
  )
}
