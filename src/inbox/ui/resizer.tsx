import type { KeyboardEvent, PointerEvent } from 'react'

type ResizerProps = {
  label: string
  /** Pixels. */
  width: number
  min: number
  max: number
  onResize: (width: number) => void
}

const STEP = 16

/** The edge between two panes: dragged with the pointer, moved by the arrow keys. */
export function Resizer({ label, width, min, max, onResize }: ResizerProps) {
  const set = (next: number) => onResize(Math.min(max, Math.max(min, Math.round(next))))

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(width + event.movementX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') set(width - STEP)
    else if (event.key === 'ArrowRight') set(width + STEP)
    else return
    event.preventDefault()
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-[3px] after:w-px hover:after:bg-ink-decor focus-visible:after:bg-accent"
    />
  )
}
