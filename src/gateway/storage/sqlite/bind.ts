import type { SQLInputValue } from 'node:sqlite'

/**
 * A parameter as SQLite takes it. Dates are refused: `node:sqlite` reads a leading object as named parameters and binds nulls in silence.
 * So are numbers that are not finite, which it stores as null.
 */
export function bindable(value: unknown, position: number): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Uint8Array) return value
  throw new TypeError(`SQL parameter ${position + 1} is ${nameOf(value)}. ${adviceFor(value)}`)
}

function nameOf(value: unknown): string {
  if (value instanceof Date) return 'a Date'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'number' ? String(value) : typeof value
}

function adviceFor(value: unknown): string {
  return value instanceof Date ? 'Pass epoch milliseconds.' : 'Pass null, a string, a finite number, a bigint or bytes.'
}
