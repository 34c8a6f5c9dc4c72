import { useLayoutEffect } from 'react'
import type { ChangeEvent, ComponentProps, KeyboardEvent, RefObject } from 'react'
import { usePreferences } from '#inbox/data/hooks.ts'

/** Where the browser does not size a field by its text. */
const MOST_ROWS = 10

type WritingFieldProps = Omit<ComponentProps<'textarea'>, 'onChange' | 'onKeyDown' | 'value' | 'ref'> & {
  fieldRef: RefObject<HTMLTextAreaElement | null>
  text: string
  /** What is written now, and where the caret stands. */
  onText: (text: string, caret: number) => void
  /** Enter, for whoever sends with it. */
  onEnter: () => void
  /** Out of the field, with what is written kept. */
  onLeave: () => void
  /** Sees each key first; true when that was all there is to do with it. */
  takesKey?: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
}

/** A field that grows with what is written in it. Keys that an input method composes with are left alone. */
export function WritingField({ fieldRef, text, onText, onEnter, onLeave, takesKey, ...rest }: WritingFieldProps) {
  const { enterSends } = usePreferences()

  // Browsers begin in front of what is written; whoever comes to go on with it begins behind.
  useLayoutEffect(() => {
    const end = fieldRef.current?.value.length ?? 0
    fieldRef.current?.setSelectionRange(end, end)
  }, [fieldRef])

  function handleKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // An input method is still composing; Safari says so only by the key code.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (takesKey?.(event) === true) {
      event.preventDefault()
      return
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      onLeave()
    }
    const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey
    if (enterSends && isPlainEnter) {
      event.preventDefault()
      if (!event.repeat) onEnter()
    }
  }

  return (
    <textarea
      ref={fieldRef}
      dir="auto"
      rows={Math.min(MOST_ROWS, text.split('\n').length)}
      value={text}
      onChange={({ currentTarget }: ChangeEvent<HTMLTextAreaElement>) =>
        onText(currentTarget.value, currentTarget.selectionStart)
      }
      onKeyDown={handleKeyDown}
      className="block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-3 py-1.5 text-thread outline-none [field-sizing:content] placeholder:text-ink-faint"
      {...rest}
    />
  )
}
