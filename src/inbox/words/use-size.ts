import { useFormatter } from 'use-intl'

const KB = 1024
const MB = KB * 1024

/** Writes a file's size in bytes as people say it. */
export function useSize(): (bytes: number) => string {
  const format = useFormatter()
  return (bytes) => {
    const [value, unit] =
      bytes < KB ? [bytes, 'byte'] : bytes < MB ? [bytes / KB, 'kilobyte'] : [bytes / MB, 'megabyte']
    return format.number(value, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: unit === 'megabyte' && value < 10 ? 1 : 0,
    })
  }
}

/** Writes a part, from 0 to 1, in hundredths. */
export function usePercent(): (part: number) => string {
  const format = useFormatter()
  return (part) => format.number(part, { style: 'percent' })
}
