import type { ReactNode } from 'react'
import { Mark } from '#inbox/ui/mark.tsx'

/** The sheet that everything before the inbox is written on. */
export function DoorPage({ title, intro, children }: { title: string; intro: string; children?: ReactNode }) {
  return (
    <main className="relative flex h-dvh justify-center overflow-y-auto bg-canvas p-4">
      <div className="m-auto flex w-full max-w-90 flex-col gap-5 rounded-card border border-line bg-surface p-6 sm:p-8">
        <div className="flex flex-col gap-2">
          <Mark size={32} />
          <h1 className="mt-1 text-page font-semibold">{title}</h1>
          <p className="text-base text-ink-secondary">{intro}</p>
        </div>
        {children}
      </div>
    </main>
  )
}
