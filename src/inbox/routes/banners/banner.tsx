import type { ReactNode, Ref } from 'react'
import { classes } from '#inbox/ui/classes.ts'

const tones = {
  quiet: 'border-line bg-canvas text-ink-secondary',
  warning: 'border-line bg-warning-tint text-ink',
  bad: 'border-line bg-bad-tint text-ink',
} as const

type BannerProps = {
  tone: keyof typeof tones
  /** What does not fit into the line is cut off: the action tells it. */
  isOneLine?: boolean
  action?: ReactNode
  children: ReactNode
}

/** One line above everything, announced when it changes; what can be done about it stands beside it. */
export function Banner({ tone, isOneLine = false, action, children }: BannerProps) {
  return (
    <div
      className={classes('flex min-h-9 items-center justify-center gap-2 border-b px-3 py-1 text-small', tones[tone])}
    >
      <p
        role="status"
        className={classes(
          'numeric min-w-0',
          isOneLine ? 'truncate' : 'anywhere overflow-clip text-center text-pretty',
        )}
      >
        {children}
      </p>
      {action}
    </div>
  )
}

type BannerButtonProps = { ref?: Ref<HTMLButtonElement>; onClick: () => void; children: ReactNode }

/** What can be done, in words. */
export function BannerButton({ ref, onClick, children }: BannerButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      onClick={onClick}
      className="min-h-7 shrink-0 rounded-small px-1 font-medium underline pointer-coarse:min-h-10"
    >
      {children}
    </button>
  )
}
