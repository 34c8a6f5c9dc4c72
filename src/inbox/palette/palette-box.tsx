import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { classes } from '#inbox/ui/classes.ts'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { Kbd } from '#inbox/ui/kbd.tsx'
import { matchesWords } from './matches-words.ts'

export type PaletteItem = {
  id: string
  label: string
  /** The heading it stands under; items of one section are neighbours. */
  section?: string
  keys?: string
  icon?: ReactNode
  run: () => void
}

type PaletteBoxProps = {
  label: string
  placeholder: string
  items: readonly PaletteItem[]
  /** What stands in the field at first. */
  typed: string
  /** Why there are no lines to choose from yet, or none at all. */
  lack?: 'loading' | 'error' | undefined
  /** What to know before choosing. */
  hint?: string | undefined
  onClose: () => void
}

/** A field and the lines that fit what is typed into it; Enter does the lit one, and waits for lines that are still on their way. */
export function PaletteBox({ label, placeholder, items, typed, lack, hint, onClose }: PaletteBoxProps) {
  const t = useTranslations('palette')
  const id = useId()
  const [text, setText] = useState(typed)
  const [lit, setLit] = useState(0)
  const found = items.filter((item) => matchesWords(item.label, text))
  const at = Math.min(lit, found.length - 1)
  const isAwaited = useRef(false)

  useEffect(() => {
    document.querySelector(`#${CSS.escape(`${id}-${at}`)}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return
    // Closed first, so that the focus is back where it was when the command moves it on.
    onClose()
    item.run()
  }
  const settle = useEffectEvent((isHere: boolean) => {
    if (isHere && isAwaited.current) choose(found[at])
    isAwaited.current = false
  })
  useEffect(() => {
    if (lack !== 'loading') settle(lack === undefined)
  }, [lack])

  const handleKeyDown = (event: KeyboardEvent) => {
    // Safari tells only by the code that the key ended a composition.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    isAwaited.current = event.key === 'Enter' && lack === 'loading'
    if (event.key === 'ArrowDown') setLit((at + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setLit((at - 1 + found.length) % Math.max(1, found.length))
    else if (event.key !== 'Enter') return
    // The press that opened it may still be held.
    else if (!event.repeat) choose(found[at])
    event.preventDefault()
  }
  return (
    <Dialog label={label} onClose={onClose} shape="top">
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        placeholder={placeholder}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setLit(0)
        }}
        onKeyDown={handleKeyDown}
        className="h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-title outline-none"
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="border-b border-line bg-warning-tint px-4 py-2 text-small">
          {hint}
        </p>
      )}
      <div id={id} role="listbox" aria-label={label} className="pane-scroll min-h-0 p-1.5">
        {found.map((item, index) => (
          <PaletteLine
            key={item.id}
            item={item}
            domId={`${id}-${index}`}
            heading={item.section !== found[index - 1]?.section ? item.section : undefined}
            isLit={index === at}
            onLight={() => setLit(index)}
            onChoose={() => choose(item)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="px-4 pb-4 text-base text-ink-secondary">{t(lack ?? 'nothing')}</p>}
      <p role="status" className="sr-only">
        {t('results', { count: found.length })}
      </p>
    </Dialog>
  )
}

type PaletteLineProps = {
  item: PaletteItem
  domId: string
  heading: string | undefined
  isLit: boolean
  onLight: () => void
  onChoose: () => void
}

function PaletteLine({ item, domId, heading, isLit, onLight, onChoose }: PaletteLineProps) {
  return (
    <>
      {heading !== undefined && (
        <div role="presentation" className="px-2.5 pt-2 pb-1 text-small font-medium text-ink-faint">
          {heading}
        </div>
      )}
      <div
        id={domId}
        role="option"
        aria-selected={isLit}
        tabIndex={-1}
        onPointerMove={onLight}
        onClick={onChoose}
        className={classes(
          'flex min-h-9 items-center gap-2.5 rounded-control px-2.5 text-base pointer-coarse:min-h-11',
          isLit && 'bg-accent-tint',
        )}
      >
        {item.icon}
        <span className="min-w-0 flex-1 truncate">{item.label}</span>
        {item.keys !== undefined && item.keys !== '' && <Kbd keys={item.keys} />}
      </div>
    </>
  )
}
