import type { Position } from './cursor.ts'

type Value = string | number | undefined

/**
 * Joins conditions with `and`; a condition with a value that is undefined is left out.
 * @param terms each a condition and the values of its question marks
 */
export function whereAll(...terms: [condition: string, ...values: Value[]][]): {
  sql: string
  values: (string | number)[]
} {
  const asked = terms.filter(([, ...values]) => !values.includes(undefined))
  const sql = asked.length === 0 ? '' : `where ${asked.map(([condition]) => condition).join(' and ')}`
  const values = asked.flatMap(([, ...values]) => values).filter((value) => value !== undefined)
  return { sql, values }
}

/** The keyset condition for a list that is ordered by both columns, descending. */
export function below(sort: string, id: string, after: Position | null): [string, Value, Value] {
  return [`(${sort}, ${id}) < (?, ?)`, after?.sort, after?.id]
}
