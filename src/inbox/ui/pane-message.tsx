import type { ReactNode } from 'react'

type PaneMessageProps = {
  icon?: ReactNode
  title: string
  /** The page's own heading, where the message is all that there is. */
  isPage?: boolean
  /** Why it is so, and what to do. */
  children?: ReactNode
  action?: ReactNode
  /** `alert` for failures, so that they are spoken. */
  role?: 'alert' | 'status'
}

/** What a pane says when it has nothing to show: what, why, and what to do. */
export function PaneMessage({ icon, title, isPage = false, children, action, role }: PaneMessageProps) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div role={role} className="flex min-h-0 flex-1 flex-col items-center justify-center gap-1 p-8 text-center">
      {icon !== undefined && (
        <span aria-hidden="true" className="mb-2 text-ink-decor">
          {icon}
        </span>
      )}
      <Title className="text-thread font-medium text-balance">{title}</Title>
      {children !== undefined && (
        <p className="anywhere max-w-72 text-base text-pretty text-ink-secondary">{children}</p>
      )}
      {action !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
