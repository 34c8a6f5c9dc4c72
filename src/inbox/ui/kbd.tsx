import { classes } from './classes.ts'

/** A key as printed on a keyboard: a reminder for the eye, silent to assistive technology (aria-keyshortcuts says it there). */
export function Kbd({ keys, tone = 'line' }: { keys: string; tone?: 'line' | 'current' }) {
  return (
    <kbd
      aria-hidden="true"
      className={classes(
        'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-small border px-1 font-sans text-tiny leading-none whitespace-nowrap pointer-coarse:hidden',
        tone === 'line' ? 'border-line text-ink-faint' : 'border-current/40',
      )}
    >
      {keys}
    </kbd>
  )
}
