import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Template } from '#contract/sending.ts'
import { filledValues, TemplateFields } from '#inbox/templates/template-fields.tsx'
import { Button } from '#inbox/ui/button.tsx'

type TemplateFormProps = { template: Template; first: readonly string[]; onSend: (variables: string[]) => void }

/** A template that is filled in and sent. */
export function TemplateForm({ template, first, onSend }: TemplateFormProps) {
  const t = useTranslations('templates')
  const [values, setValues] = useState<readonly string[]>(first)
  const filled = filledValues(values)
  return (
    <form
      className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (filled !== null) onSend(filled)
      }}
    >
      <TemplateFields template={template} values={values} onChange={setValues} />
      <div className="mt-auto flex justify-end">
        <Button type="submit" look="primary" disabled={filled === null}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
