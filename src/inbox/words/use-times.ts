import { useFormatter, useTranslations } from 'use-intl'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Times as an agent reads them; all take ISO instants and compare with `now` (epoch ms) in the local time zone. */
export function useTimes() {
  const t = useTranslations('common')
  const format = useFormatter()
  const unit = (value: number, name: 'minute' | 'hour') =>
    format.number(value, { style: 'unit', unit: name, unitDisplay: 'narrow' })

  return {
    /** As short as a row needs it: `now`, `2m`, `5h`, `Tue`, `12 Oct`, `3/8/24`. */
    age(iso: string, now: number): string {
      const at = new Date(iso)
      const ago = Math.max(0, now - at.getTime())
      if (ago < MINUTE) return t('now')
      if (ago < HOUR) return unit(Math.floor(ago / MINUTE), 'minute')
      if (ago < DAY) return unit(Math.floor(ago / HOUR), 'hour')
      if (ago < 6 * DAY) return format.dateTime(at, { weekday: 'short' })
      if (at.getFullYear() === new Date(now).getFullYear())
        return format.dateTime(at, { day: 'numeric', month: 'short' })
      return format.dateTime(at, { day: 'numeric', month: 'numeric', year: '2-digit' })
    },
    clock: (iso: string) => format.dateTime(new Date(iso), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    full: (iso: string) => format.dateTime(new Date(iso), { dateStyle: 'full', timeStyle: 'short' }),
    /** A date and a time in a line of the details. */
    moment(iso: string, now: number): string {
      const at = new Date(iso)
      const sameYear = at.getFullYear() === new Date(now).getFullYear()
      return format.dateTime(at, {
        day: 'numeric',
        month: 'short',
        ...(sameYear ? {} : { year: 'numeric' }),
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      })
    },
    date: (iso: string, now: number) => {
      const at = new Date(iso)
      const sameYear = at.getFullYear() === new Date(now).getFullYear()
      return format.dateTime(at, {
        day: 'numeric',
        month: 'long',
        ...(sameYear ? { weekday: 'long' } : { year: 'numeric' }),
      })
    },
  }
}
