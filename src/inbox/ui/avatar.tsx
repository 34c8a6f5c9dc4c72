import { classes } from './classes.ts'

/** The ring round an avatar: how much is left (0 to 1), in which colour; `dashed` when there is nothing left, `none` keeps its room empty. */
export type Ring = { left: number; tone: 'good' | 'warning' } | 'dashed' | 'none'

type AvatarProps = {
  initials: string
  /** Degrees. */
  hue: number
  /** Pixels across, ring included. */
  size: number
  ring?: Ring
}

const STROKE = 2
const GAP = 2

/** A round of initials, decoration beside a name that is written out. */
export function Avatar({ initials, hue, size, ring }: AvatarProps) {
  const inset = ring === undefined ? 0 : STROKE + GAP
  return (
    <span aria-hidden="true" className="relative inline-block shrink-0" style={{ width: size, height: size }}>
      {ring !== undefined && ring !== 'none' && <RingMark ring={ring} size={size} />}
      <span
        className="absolute flex items-center justify-center overflow-hidden rounded-full font-semibold text-white select-none"
        style={{
          inset,
          background: `oklch(var(--avatar-tone) ${hue})`,
          fontSize: Math.max(9, Math.round(size * 0.28)),
        }}
      >
        {initials}
      </span>
    </span>
  )
}

function RingMark({ ring, size }: { ring: Exclude<Ring, 'none'>; size: number }) {
  const radius = (size - STROKE) / 2
  const length = 2 * Math.PI * radius
  const circle = { cx: size / 2, cy: size / 2, r: radius, fill: 'none', strokeWidth: STROKE }
  if (ring === 'dashed') {
    return (
      <svg className="absolute inset-0 text-ink-decor" width={size} height={size}>
        <circle {...circle} stroke="currentColor" strokeDasharray="1.5 4" strokeLinecap="round" />
      </svg>
    )
  }
  return (
    <svg
      className={classes('absolute inset-0 -rotate-90', ring.tone === 'good' ? 'text-good' : 'text-warning')}
      width={size}
      height={size}
    >
      <circle {...circle} className="stroke-line" />
      <circle
        {...circle}
        stroke="currentColor"
        strokeLinecap="round"
        strokeDasharray={`${Math.max(STROKE, length * ring.left)} ${length}`}
      />
    </svg>
  )
}
