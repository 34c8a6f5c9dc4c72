const GAP_PX = 4
const EDGE_PX = 8

/** Puts an open popover under its anchor, above it when there is no room below, and never outside the window. */
export function placePopup(popup: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  popup.style.minWidth = `${at.width}px`
  const own = popup.getBoundingClientRect()
  const below = at.bottom + GAP_PX
  const fitsBelow = below + own.height + EDGE_PX <= innerHeight
  popup.style.top = `${fitsBelow ? below : Math.max(EDGE_PX, at.top - own.height - GAP_PX)}px`
  popup.style.left = `${Math.max(EDGE_PX, Math.min(at.left, innerWidth - own.width - EDGE_PX))}px`
}
