import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslations } from 'use-intl'
import { ariaKeyshortcuts, keysFor } from '#inbox/commands/keymap.ts'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Kbd } from '#inbox/ui/kbd.tsx'

type SearchFieldProps = {
  /** The words in the address; empty for none. */
  words: string
  onSearch: (words: string) => void
  /** Escape in an empty field, or Enter and Arrow Down in any: the list takes over. */
  onLeave: () => void
  inputRef: Ref<HTMLInputElement>
}

const SETTLE_MS = 200

/** Words to search for; they reach the address when the typing pauses. */
export function SearchField({ words, onSearch, onLeave, inputRef }: SearchFieldProps) {
  const t = useTranslations('filters')
  const [text, setText] = useState(words)
  const [seen, setSeen] = useState(words)
  const [sent, setSent] = useState(words)
  // The address changed by itself (back, a view, a cleared filter): the field follows. Its own echo must not undo newer typing.
  if (words !== seen) {
    setSeen(words)
    if (words !== sent) {
      setSent(words)
      setText(words)
    }
  }
  const send = useEffectEvent((next: string) => {
    if (next === sent) return
    setSent(next)
    onSearch(next)
  })

  useEffect(() => {
    const timer = setTimeout(() => send(text), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])

  const replace = (next: string) => {
    setText(next)
    setSent(next)
    if (next !== sent) onSearch(next)
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    // Safari tells only by the code that the key ended a composition.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape' && text !== '') replace('')
    else if (event.key === 'Escape') onLeave()
    else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      replace(text)
      onLeave()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="relative flex min-w-0 flex-1 items-center">
      <Search size={14} aria-hidden="true" className="pointer-events-none absolute left-2.5 text-ink-faint" />
      <input
        ref={inputRef}
        type="search"
        value={text}
        maxLength={200}
        aria-label={t('search')}
        aria-keyshortcuts={ariaKeyshortcuts('search')}
        placeholder={t('search')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={handleKeyDown}
        className="h-8 w-full appearance-none rounded-control border border-line bg-sunken pr-9 pl-8 text-base pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="absolute right-1.5 flex">
        {text === '' ? (
          <Kbd keys={keysFor('search')} />
        ) : (
          <IconButton label={t('clearSearch')} keys="Esc" onClick={() => replace('')} className="size-6">
            <X size={14} aria-hidden="true" />
          </IconButton>
        )}
      </span>
    </div>
  )
}
