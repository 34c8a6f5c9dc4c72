import { useId } from 'react'
import type { ComponentProps } from 'react'

type FieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  label: string
  hint?: string
  /** What is wrong with the value and how to mend it. */
  problem?: string | undefined
}

/** A labelled text field whose hint and problem are tied to it. */
export function Field({ label, hint, problem, ...input }: FieldProps) {
  const id = useId()
  const note = problem ?? hint
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-base font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className="h-9 rounded-control border border-line-field bg-surface px-2.5 text-thread aria-invalid:border-bad pointer-coarse:h-11"
        {...input}
      />
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={problem === undefined ? 'text-small text-ink-faint' : 'text-small text-bad-ink'}
        >
          {note}
        </p>
      )}
    </div>
  )
}
