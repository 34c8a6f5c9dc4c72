import { useEffect, useRef, useState } from 'react'
import { Kbd } from './kbd.tsx'

type Tip = { text: string; keys: string | null; anchor: HTMLElement }

const DELAY_MS = 450
const GAP_PX = 6

/**
 * Shows what `data-tip` and `data-tip-keys` say of whatever is hovered or focused. One listener for the whole page, so a thousand
 * rows of buttons cost nothing. It repeats names that assistive technology already has, hence aria-hidden.
 */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      setTip(null)
    }
    const plan = (target: EventTarget | null, delay: number) => {
      const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
      clearTimeout(timer)
      if (anchor === null) {
        setTip(null)
        return
      }
      timer = setTimeout(() => {
        setTip({ anchor, text: anchor.dataset['tip'] ?? '', keys: anchor.dataset['tipKeys'] ?? null })
      }, delay)
    }
    const onOver = (event: PointerEvent) => {
      // A finger has no hover: a tooltip would stay behind after the tap.
      if (event.pointerType !== 'touch') plan(event.target, DELAY_MS)
    }
    const onFocus = (event: FocusEvent) => {
      const { target } = event
      if (target instanceof HTMLElement && target.matches(':focus-visible')) plan(target, 0)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' && event.key !== 'Shift') hide()
    }
    document.addEventListener('pointerover', onOver)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', hide)
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', hide, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onOver)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', hide, true)
    }
  }, [])

  useEffect(() => {
    const element = box.current
    if (tip === null || element === null || !tip.anchor.isConnected) return
    element.showPopover()
    const at = tip.anchor.getBoundingClientRect()
    const own = element.getBoundingClientRect()
    const left = Math.min(Math.max(4, at.left + at.width / 2 - own.width / 2), innerWidth - own.width - 4)
    const below = at.bottom + GAP_PX
    const top = below + own.height > innerHeight ? at.top - own.height - GAP_PX : below
    element.style.left = `${left}px`
    element.style.top = `${top}px`
  }, [tip])

  if (tip === null) return null
  return (
    <div
      ref={box}
      popover="manual"
      aria-hidden="true"
      className="anywhere pointer-events-none fixed m-0 max-w-80 items-center overflow-clip gap-2 rounded-control border-0 bg-float px-2 py-1 text-small text-float-on shadow-float open:flex"
    >
      {tip.text}
      {tip.keys !== null && <Kbd keys={tip.keys} tone="current" />}
    </div>
  )
}
