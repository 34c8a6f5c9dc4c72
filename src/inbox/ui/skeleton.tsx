import { classes } from './classes.ts'

/** A grey bar in the place of words that are on their way. */
export function Skeleton({ className, style }: { className?: string; style?: { width?: string } }) {
  return (
    <span
      aria-hidden="true"
      style={style}
      className={classes('block h-2.5 animate-skeleton rounded-small bg-line', className)}
    />
  )
}
