import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { readPhoneNumber } from '#contract/phone-number.ts'
import type { PhoneNumberProblem } from '#contract/phone-number.ts'
import { Field } from '#inbox/ui/field.tsx'
import { useNames } from '#inbox/words/use-names.ts'

type NumberFieldProps = {
  value: string
  /** It was submitted as it is: then every problem is told. */
  isTried: boolean
  onChange: (value: string) => void
}

/** What more typing cannot mend. */
const atOnce: ReadonlySet<PhoneNumberProblem> = new Set(['characters', 'too_long'])

/** The number to write to, as people type it, and how it is understood. */
export function NumberField({ value, isTried, onChange }: NumberFieldProps) {
  const t = useTranslations('start')
  const names = useNames()
  const [isLeft, setLeft] = useState(false)
  const reading = readPhoneNumber(value)
  const isDone = isTried || (isLeft && value.trim() !== '')
  const problem = !reading.ok && (isDone || atOnce.has(reading.problem)) ? t(reading.problem) : undefined
  return (
    <Field
      label={t('number')}
      hint={reading.ok ? t('reads', { number: names.phone(reading.number) }) : t('numberHint')}
      problem={problem}
      type="tel"
      name="number"
      inputMode="tel"
      autoComplete="off"
      maxLength={64}
      value={value}
      onBlur={() => setLeft(true)}
      onFocus={() => setLeft(false)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
