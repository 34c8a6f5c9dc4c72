import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import { Kbd } from './kbd.tsx'

export type ToastItem = {
  id: string
  /** Where it stands: a newer notice at the same place is put into the card that is there. */
  place: string
  text: string
  /** Trouble stays until it is dismissed; the rest goes by itself. */
  tone: 'plain' | 'trouble'
  action?: { label: string; keys?: string | undefined; keyshortcuts?: string | undefined; run: () => void } | undefined
}

type ToastRegionProps = {
  label: string
  closeLabel: string
  items: readonly ToastItem[]
  onClose: (id: string) => void
  /** Where it is out of the way: in the corner, over the composer, or within the width of the details beside it. */
  room: ToastRoom
}
export type ToastRoom = keyof typeof rooms

const rooms = {
  corner: 'bottom-3 sm:left-auto',
  'over-composer': 'bottom-36 sm:left-auto',
  details: 'bottom-3 left-auto w-66',
} as const

const SHOWN_MS = 7000

/** Short notices in the corner. They are there to be seen and pressed; whoever shows them also says them, in words that fit the ear. */
export function ToastRegion({ label, closeLabel, items, onClose, room }: ToastRegionProps) {
  return (
    <section
      aria-label={label}
      className={classes('pointer-events-none fixed inset-x-3 z-30 flex flex-col items-end gap-2', rooms[room])}
    >
      {items.map((item) => (
        <ToastCard key={item.place} item={item} closeLabel={closeLabel} onClose={onClose} />
      ))}
    </section>
  )
}

type ToastCardProps = { item: ToastItem; closeLabel: string; onClose: (id: string) => void }

function ToastCard({ item, closeLabel, onClose }: ToastCardProps) {
  const { id, tone } = item
  const [isLookedAt, setLookedAt] = useState(false)

  useEffect(() => {
    if (tone === 'trouble' || isLookedAt) return undefined
    const timer = setTimeout(() => onClose(id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [id, tone, isLookedAt, onClose])

  return (
    <div
      onPointerEnter={() => setLookedAt(true)}
      onPointerLeave={() => setLookedAt(false)}
      onFocus={() => setLookedAt(true)}
      onBlur={() => setLookedAt(false)}
      className={classes(
        'pointer-events-auto flex max-w-[min(100%,28rem)] min-w-64 animate-rise items-center gap-3 rounded-card py-2 pr-2 pl-3.5 text-base shadow-float',
        'bg-float text-float-on',
      )}
    >
      {tone === 'trouble' && <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-warning" />}
      <span className="anywhere min-w-0 flex-1 overflow-clip">{item.text}</span>
      {item.action !== undefined && (
        <button
          type="button"
          onClick={item.action.run}
          aria-keyshortcuts={item.action.keyshortcuts}
          className="inline-flex h-7 items-center gap-2 rounded-control px-2 font-semibold whitespace-nowrap hover:bg-current/12"
        >
          {item.action.label}
          {item.action.keys !== undefined && <Kbd keys={item.action.keys} tone="current" />}
        </button>
      )}
      <IconButton
        label={closeLabel}
        onClick={() => onClose(id)}
        className="size-6 text-inherit! opacity-70 hover:bg-current/12 hover:opacity-100"
      >
        <X size={14} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
