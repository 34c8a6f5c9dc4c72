import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

const shapes = {
  centre: 'm-auto max-h-[85dvh] w-[min(94vw,46rem)] rounded-card',
  picture: 'm-auto max-h-[94dvh] w-fit min-w-[min(94vw,20rem)] max-w-[96vw] rounded-card',
  top: 'mx-auto mt-[min(14dvh,7rem)] mb-auto max-h-[70dvh] w-[min(94vw,36rem)] rounded-card',
  'drawer-right': 'my-0 mr-0 ml-auto h-dvh max-h-dvh w-[min(92vw,20rem)]',
  'drawer-left': 'my-0 mr-auto ml-0 h-dvh max-h-dvh w-[min(80vw,15rem)]',
} as const

type DialogProps = {
  label: string
  onClose: () => void
  shape?: keyof typeof shapes
  /** What has the focus at first: its first control, or the dialog itself when it is there to be read. */
  focus?: 'control' | 'dialog'
  children: ReactNode
}

/**
 * A modal dialog while it is rendered. The platform holds the focus inside, closes on Escape, and gives the focus back
 * to whatever had it.
 */
export function Dialog({ label, onClose, shape = 'centre', focus = 'control', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useEffectEvent(onClose)

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    if (focus === 'dialog') element?.focus()
    // Closed before it leaves the page, or the browser would not return the focus.
    return () => element?.close()
  }, [focus])

  useEffect(() => {
    const element = dialog.current
    // What is pressed in here is not meant for the page behind, whose keys are read further out.
    const keepKeys = (event: KeyboardEvent) => event.stopPropagation()
    // A press beside it takes the focus from nothing in it.
    const onPress = (event: MouseEvent) => {
      if (event.target === element) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      // The second click of two was meant for the button that opened it.
      if (event.target === element && event.detail < 2) close()
    }
    const onCancel = (event: Event) => {
      event.preventDefault()
      close()
    }
    document.body.addEventListener('keydown', keepKeys)
    element?.addEventListener('mousedown', onPress)
    element?.addEventListener('click', onClick)
    element?.addEventListener('cancel', onCancel)
    return () => {
      document.body.removeEventListener('keydown', keepKeys)
      element?.removeEventListener('mousedown', onPress)
      element?.removeEventListener('click', onClick)
      element?.removeEventListener('cancel', onCancel)
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      aria-label={label}
      tabIndex={-1}
      className={classes(
        'animate-rise overflow-hidden border border-line bg-surface p-0 text-ink shadow-float outline-none',
        shapes[shape],
      )}
    >
      <div className="flex max-h-[inherit] min-h-full flex-col">{children}</div>
    </dialog>
  )
}
