import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './kbd.tsx'

const looks = {
  primary: 'border-transparent bg-accent text-accent-on font-medium hover:not-disabled:brightness-108',
  plain: 'border-line bg-surface text-ink hover:not-disabled:bg-hover',
  quiet: 'border-transparent bg-transparent text-ink-secondary hover:not-disabled:bg-hover hover:not-disabled:text-ink',
  /** What only colleagues see. */
  note: 'border-transparent bg-warning-ink text-surface font-medium hover:not-disabled:brightness-108',
  danger: 'border-line bg-surface text-bad-ink hover:not-disabled:bg-bad-tint',
} as const

type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks
  /** How the shortcut is printed, for example `⌘K`; pass aria-keyshortcuts beside it. */
  keys?: string | undefined
  icon?: ReactNode
}

/** A button with its key printed beside its words. */
export function Button({ look = 'plain', keys, icon, children, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(
        'inline-flex h-8 shrink-0 items-center justify-center gap-2 rounded-control border px-2.5 text-base whitespace-nowrap select-none',
        'disabled:opacity-55 pointer-coarse:min-h-10',
        looks[look],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
      {keys !== undefined && keys !== '' && (
        <Kbd keys={keys} tone={look === 'primary' || look === 'note' ? 'current' : 'line'} />
      )}
    </button>
  )
}
