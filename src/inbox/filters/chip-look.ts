const chip =
  'h-6.5 max-w-44 min-w-12 rounded-full border px-2 text-small pointer-coarse:h-9 @max-[19rem]:[&_svg]:hidden'

/** How a filter's button looks: quiet until it narrows something. */
export function chipLook(isNarrowing: boolean): string {
  return `${chip} ${isNarrowing ? 'border-transparent bg-accent-tint font-medium text-accent' : 'shrink-0 border-line text-ink-secondary hover:bg-hover hover:text-ink'}`
}
