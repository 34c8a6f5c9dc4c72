import { useEffect, useState } from 'react'

/** The value as it was when the screen was last painted; null before the first time. What draws it never delays what draws the new one. */
export function useAfterPaint<T>(value: T): T | null {
  const [painted, setPainted] = useState<T | null>(null)
  useEffect(() => {
    // The first frame may still be that of another change; in the second the value's own is on the screen.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setPainted(() => value))
    })
    return () => cancelAnimationFrame(frame)
  }, [value])
  return painted
}
