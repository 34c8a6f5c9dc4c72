import { memo, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

type Item = { id: string; name: string; preview: string }

const ROW_HEIGHT = 60
const OVERSCAN = 8

/** The least that React can do: rows in an array, a highlight that `j` and `k` move, and `e`, which takes the highlighted row out. */
function BarePage({ size }: { size: number }) {
  const [items, setItems] = useState(() => Array.from({ length: size }, (_, at) => itemAt(at)))
  const [active, setActive] = useState(0)
  const [top, setTop] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN)
  const last = Math.ceil((top + innerHeight) / ROW_HEIGHT) + OVERSCAN

  const press = useEffectEvent((key: string) => {
    if (key === 'e') setItems(items.filter((_, index) => index !== active))
    if (key === 'j') setActive(Math.min(items.length - 1, active + 1))
    if (key === 'k') setActive(Math.max(0, active - 1))
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => press(event.key)
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  useLayoutEffect(() => {
    const box = scroller.current
    if (box === null) return
    const lowest = active * ROW_HEIGHT
    const highest = lowest + ROW_HEIGHT - box.clientHeight
    if (box.scrollTop > lowest) box.scrollTop = lowest
    else if (box.scrollTop < highest) box.scrollTop = highest
  }, [active])

  return (
    <div ref={scroller} className="scroller" onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <div
        role="listbox"
        aria-activedescendant={domId(items[active])}
        tabIndex={0}
        className="list"
        style={{ height: items.length * ROW_HEIGHT }}
      >
        {items.slice(first, last).map((item, at) => (
          <Row key={item.id} item={item} top={(first + at) * ROW_HEIGHT} isActive={first + at === active} />
        ))}
      </div>
    </div>
  )
}

const Row = memo(function Row({ item, top, isActive }: { item: Item; top: number; isActive: boolean }) {
  return (
    <div
      id={domId(item)}
      role="option"
      aria-label={item.name}
      aria-selected={false}
      data-conversation-id={item.id}
      tabIndex={-1}
      className={isActive ? 'row active' : 'row'}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className="round" />
      <span className="words">
        <span className="line">
          <span className="text">{item.name}</span>
          <time>5 w</time>
        </span>
        <span className="line">
          <span className="text">{item.preview}</span>
          <span>2</span>
        </span>
      </span>
    </div>
  )
})

function itemAt(index: number): Item {
  return { id: String(index), name: `Contact number ${index}`, preview: 'Halo kak, pesanan saya kapan dikirim ya?' }
}

function domId(item: Item | undefined): string | undefined {
  return item && `row-${item.id}`
}

const root = document.getElementById('root')
const size = Number(new URLSearchParams(location.search).get('size'))
if (root !== null) createRoot(root).render(<BarePage size={size} />)
