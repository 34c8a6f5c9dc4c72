import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { fillTemplate } from '#contract/sending.ts'
import type { Template } from '#contract/sending.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Field } from '#inbox/ui/field.tsx'

type TemplateFormProps = { template: Template; first: readonly string[]; onSend: (variables: string[]) => void }

/** A template as the customer will read it, and the words that are still open in it. */
export function TemplateForm({ template, first, onSend }: TemplateFormProps) {
  const t = useTranslations('templates')
  const [fields, setFields] = useState(() => first.map((value, at) => ({ number: at + 1, value })))
  const values = fields.map(({ value }) => value.trim())
  const isComplete = values.every((value) => value !== '')
  return (
    <form
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isComplete) onSend(values)
      }}
    >
      <p dir="auto" className="anywhere rounded-bubble bg-bubble px-3 py-2 text-thread whitespace-pre-wrap">
        {fillTemplate(
          template.body,
          fields.map(({ number, value }) => (value === '' ? `{{${number}}}` : value)),
        )}
      </p>
      {fields.map(({ number, value }) => (
        <Field
          key={number}
          label={t('variable', { number })}
          value={value}
          maxLength={1024}
          onChange={(event) => setFields(fields.with(number - 1, { number, value: event.currentTarget.value }))}
        />
      ))}
      <div className="mt-auto flex justify-end">
        <Button type="submit" look="primary" disabled={!isComplete}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
