import { Check, ChevronDown } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { classes } from './classes.ts'
import { placePopup } from './place-popup.ts'
import { useOptions } from './use-options.ts'
import type { Option } from './use-options.ts'

export type PickerOption<V extends string = string> = Option<V> & {
  icon?: ReactNode
  /** Quiet words or a number at the end of the line. */
  note?: string
}

type PickerProps<V extends string> = {
  /** What is being chosen; spoken before the chosen option. */
  label: string
  value: V
  options: readonly PickerOption<V>[]
  onPick: (value: V) => void
  /** What the button shows instead of the chosen option's label. */
  children?: ReactNode
  className?: string
  keyshortcuts?: string | undefined
  keys?: string | undefined
}

/** A button that opens a list of which one is chosen. */
export function Picker<V extends string>(props: PickerProps<V>) {
  const { label, value, options, onPick, children, className, keyshortcuts, keys } = props
  const [open, setOpen] = useState(false)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const chosen = options.find((option) => option.value === value)
  const pick = (next: V) => {
    setOpen(false)
    button.current?.focus()
    if (next !== value) onPick(next)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-keyshortcuts={keyshortcuts}
        data-tip={keys === undefined ? undefined : label}
        data-tip-keys={keys}
        className={classes('inline-flex min-w-0 items-center gap-1', className)}
        onClick={() => setOpen((was) => !was)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <span className="sr-only">{`${label}: ${chosen?.label ?? value}`}</span>
        <span aria-hidden="true" className="flex min-w-0 items-center gap-1">
          {children ?? <span className="truncate">{chosen?.label ?? value}</span>}
          <ChevronDown size={13} className="shrink-0 opacity-70" />
        </span>
      </button>
      {open && (
        <PickerList
          id={id}
          label={label}
          value={value}
          options={options}
          anchor={button}
          onPick={pick}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

type PickerListProps<V extends string> = {
  id: string
  label: string
  value: V
  options: readonly PickerOption<V>[]
  anchor: RefObject<HTMLElement | null>
  onPick: (value: V) => void
  onClose: () => void
}

function PickerList<V extends string>({ id, label, value, options, anchor, onPick, onClose }: PickerListProps<V>) {
  const list = useRef<HTMLDivElement>(null)
  const { lit, setLit, onKeyDown } = useOptions(options, value, onPick)

  useEffect(() => {
    const element = list.current
    if (element === null || anchor.current === null) return
    element.showPopover()
    placePopup(element, anchor.current)
    element.focus()
  }, [anchor])

  useEffect(() => {
    list.current?.children[lit]?.scrollIntoView({ block: 'nearest' })
  }, [lit])

  return (
    <div
      ref={list}
      id={id}
      popover="auto"
      role="listbox"
      aria-label={label}
      aria-activedescendant={`${id}-${lit}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose()
      }}
      onBlur={onClose}
      className="fixed m-0 max-h-80 max-w-[min(24rem,calc(100vw-1rem))] animate-rise overflow-y-auto rounded-card border border-line bg-surface p-1 shadow-float outline-none"
    >
      {options.map((option, index) => (
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={option.value === value}
          onPointerMove={() => setLit(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(option.value)}
          className={classes(
            'flex h-8 items-center gap-2 rounded-control px-2 text-base whitespace-nowrap pointer-coarse:h-10',
            index === lit && 'bg-hover',
          )}
        >
          {option.icon}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {option.note !== undefined && <span className="numeric pl-3 text-small text-ink-faint">{option.note}</span>}
          <Check size={14} aria-hidden="true" className={option.value === value ? 'text-accent' : 'invisible'} />
        </div>
      ))}
    </div>
  )
}
