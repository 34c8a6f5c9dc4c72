import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** Its name, spoken and shown as a tooltip. */
  label: string
  keys?: string | undefined
  children: ReactNode
}

/** A square button that shows only a picture; its name and key appear in the tooltip. */
export function IconButton({ label, keys, children, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      data-tip={label}
      data-tip-keys={keys}
      className={classes(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-secondary hover:bg-hover hover:text-ink pointer-coarse:size-10',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  )
}
