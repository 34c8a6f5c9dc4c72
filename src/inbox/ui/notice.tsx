import type { ReactNode } from 'react'
import { classes } from './classes.ts'

const tones = {
  quiet: 'bg-canvas text-ink-secondary',
  warning: 'bg-warning-tint text-ink',
  bad: 'bg-bad-tint text-ink',
} as const

type NoticeProps = { tone: keyof typeof tones; role?: 'status' | 'alert'; action?: ReactNode; children: ReactNode }

/** A line of news in the flow of the page; it never covers anything. */
export function Notice({ tone, role, action, children }: NoticeProps) {
  return (
    <div role={role} className={classes('flex items-center gap-3 rounded-control px-3 py-2 text-base', tones[tone])}>
      <div className="anywhere min-w-0 flex-1">{children}</div>
      {action}
    </div>
  )
}
