import { useCallback, useEffect, useRef, useState } from 'react'
import { askWhyNot } from '#inbox/data/media.ts'
import type { MediaTrouble } from '#inbox/data/media.ts'

export type MediaLoad = {
  /** A new number asks the browser to load it anew: use it as a key. */
  attempt: number
  state: 'loading' | 'ready' | 'failed'
  trouble: MediaTrouble | null
  onReady: () => void
  onError: () => void
  retry: () => void
}

const LONGEST_WAIT_MS = 60_000
/** About ten minutes in all: after that the vendor will not have it any more either. */
const MOST_WAITS = 14

/** How a file in a message comes along. One that the vendor is still fetching is asked for again by itself, less and less often. */
export function useMediaLoad(href: string): MediaLoad {
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<MediaLoad['state']>('loading')
  const [trouble, setTrouble] = useState<MediaTrouble | null>(null)
  const waits = useRef(0)
  const isShown = useRef(false)

  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  const again = useCallback(() => {
    setState('loading')
    setAttempt((before) => before + 1)
  }, [])

  useEffect(() => {
    if (trouble?.reason !== 'fetching' || state !== 'failed' || waits.current >= MOST_WAITS) return undefined
    const wait = Math.min(LONGEST_WAIT_MS, trouble.retryAfterMs * 2 ** Math.min(waits.current, 5))
    const timer = setTimeout(() => {
      waits.current += 1
      again()
    }, wait)
    return () => clearTimeout(timer)
  }, [again, state, trouble])

  return {
    attempt,
    state,
    trouble,
    onReady: useCallback(() => {
      setState('ready')
      setTrouble(null)
    }, []),
    onError: useCallback(() => {
      void askWhyNot(href).then((found) => {
        if (!isShown.current) return
        setTrouble(found)
        setState('failed')
      })
    }, [href]),
    retry: useCallback(() => {
      waits.current = 0
      setTrouble(null)
      again()
    }, [again]),
  }
}
