import type { ReactNode } from 'react'

/** A heading and its lines. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-base font-semibold text-ink-secondary">{title}</h3>
      {children}
    </section>
  )
}

/** A list of lines. */
export function Lines({ children }: { children: ReactNode }) {
  return <dl className="flex flex-col">{children}</dl>
}

/** What it is, and what it says. */
export function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid min-h-7 grid-cols-[6rem_minmax(0,1fr)] items-center gap-2">
      <dt className="truncate text-ink-faint">{term}</dt>
      <dd className="flex min-w-0 items-center gap-1">{children}</dd>
    </div>
  )
}
