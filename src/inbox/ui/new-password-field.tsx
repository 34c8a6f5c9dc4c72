import { Field } from './field.tsx'

type NewPasswordFieldProps = { label: string; hint: string; name: string }

/** A password that is being chosen, of a length that the gateway takes. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  return <Field {...props} type="password" autoComplete="new-password" minLength={10} maxLength={128} required />
}
