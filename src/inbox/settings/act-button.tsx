import type { ComponentProps } from 'react'
import { Button } from '#inbox/ui/button.tsx'
import { classes } from '#inbox/ui/classes.ts'

type ActButtonProps = ComponentProps<typeof Button> & { busy: boolean }

/** A button that takes no second press while what it began is under way, and keeps the focus, which a disabled one would lose. */
export function ActButton({ busy, onClick, className, ...rest }: ActButtonProps) {
  return (
    <Button
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
      className={classes('aria-disabled:opacity-55', className)}
      {...rest}
    />
  )
}
