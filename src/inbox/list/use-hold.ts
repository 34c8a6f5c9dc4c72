import { useEffect, useMemo, useRef } from 'react'
import type { FocusEvent, PointerEvent } from 'react'
import type { ShownList } from '#inbox/data/hooks.ts'

/**
 * Handlers for the box that holds the list still while the pointer or the focus is in it. A list that leaves the screen is let go,
 * and the one that takes its place is held if somebody is still there.
 */
export function useHold(hold: ShownList['hold']) {
  const inside = useRef({ pointer: false, focus: false })

  useEffect(() => {
    hold('pointer', inside.current.pointer)
    hold('focus', inside.current.focus)
    return () => {
      hold('pointer', false)
      hold('focus', false)
    }
  }, [hold])

  return useMemo(() => {
    const set = (reason: 'pointer' | 'focus', on: boolean) => {
      inside.current[reason] = on
      hold(reason, on)
    }
    const come = (event: PointerEvent) => {
      // A finger is not inside anything before or after it touches.
      if (event.pointerType !== 'touch' && !inside.current.pointer) set('pointer', true)
    }
    return {
      onPointerEnter: come,
      // A list that appears under a resting pointer is not entered; the first movement tells.
      onPointerMove: come,
      onPointerLeave: () => set('pointer', false),
      onFocus: () => set('focus', true),
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) set('focus', false)
      },
    }
  }, [hold])
}
