/** A count on the accent colour; say its meaning in words beside it for those who do not see it. */
export function Badge({ count }: { count: number }) {
  return (
    <span className="numeric inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent px-1.25 text-tiny font-semibold text-accent-on">
      {count > 99 ? '99+' : count}
    </span>
  )
}
