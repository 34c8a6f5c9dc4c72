import type { ReactNode } from 'react'

type PaneMessageProps = {
  icon?: ReactNode
  title: string
  /** Why it is so, and what to do. */
  children?: ReactNode
  action?: ReactNode
  /** `alert` for failures, so that they are spoken. */
  role?: 'alert' | 'status'
}

/** What a pane says when it has nothing to show: what, why, and what to do. */
export function PaneMessage({ icon, title, children, action, role }: PaneMessageProps) {
  return (
    <div role={role} className="flex min-h-0 flex-1 flex-col items-center justify-center gap-1 p-8 text-center">
      {icon !== undefined && (
        <span aria-hidden="true" className="mb-2 text-ink-decor">
          {icon}
        </span>
      )}
      <p className="text-thread font-medium text-balance">{title}</p>
      {children !== undefined && <p className="max-w-72 text-base text-pretty text-ink-secondary">{children}</p>}
      {action !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
