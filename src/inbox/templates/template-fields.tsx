import { useTranslations } from 'use-intl'
import { fillTemplate } from '#contract/sending.ts'
import type { Template } from '#contract/sending.ts'
import { Field } from '#inbox/ui/field.tsx'

type TemplateFieldsProps = {
  template: Template
  /** One for each variable, in order. */
  values: readonly string[]
  onChange: (values: string[]) => void
}

/** A template as the customer will read it, and the words that are still open in it. */
export function TemplateFields({ template, values, onChange }: TemplateFieldsProps) {
  const t = useTranslations('templates')
  const fields = values.map((value, at) => ({ value, number: at + 1 }))
  return (
    <>
      <p
        dir="auto"
        className="anywhere shrink-0 overflow-clip rounded-bubble bg-bubble px-3 py-2 text-thread whitespace-pre-wrap"
      >
        {fillTemplate(
          template.body,
          fields.map(({ value, number }) => (value === '' ? `{{${number}}}` : value)),
        )}
      </p>
      {fields.map(({ value, number }) => (
        <Field
          key={number}
          label={t('variable', { number })}
          value={value}
          maxLength={1024}
          onChange={(event) => onChange(values.with(number - 1, event.currentTarget.value))}
        />
      ))}
    </>
  )
}

/** The values as they are sent; null while one is still open. */
export function filledValues(values: readonly string[]): string[] | null {
  const trimmed = values.map((value) => value.trim())
  return trimmed.every((value) => value !== '') ? trimmed : null
}
