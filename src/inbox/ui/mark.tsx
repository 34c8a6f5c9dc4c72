/** The sign of the product: a ring that is nearly full, which is how the inbox shows that there is time left. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <circle cx="16" cy="16" r="9" fill="none" className="stroke-accent-on" strokeOpacity=".35" strokeWidth="3" />
      <path
        d="M16 7a9 9 0 1 1-8.56 11.78"
        fill="none"
        className="stroke-accent-on"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </svg>
  )
}
