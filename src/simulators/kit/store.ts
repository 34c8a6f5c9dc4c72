import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'

export type Row = Record<string, SQLOutputValue>
type Values = Record<string, SQLInputValue>

/** SQL over one connection; every statement text is prepared once. */
export type Store = {
  run: (sql: string, ...values: SQLInputValue[]) => void
  get: (sql: string, ...values: SQLInputValue[]) => Row | undefined
  all: (sql: string, ...values: SQLInputValue[]) => Row[]
  insert: (table: string, row: Values) => void
  update: (table: string, id: string | number, changes: Values) => void
  /** Nested calls join the outer transaction. */
  transaction: <T>(work: () => T) => T
  close: () => void
}

/**
 * @param path a file that outlives the process, or `:memory:`
 * @param schema statements that make what is missing
 */
export function openStore(path: string, schema: string): Store {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000;')
  db.exec(schema)

  const prepared = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known) return known
    const made = db.prepare(sql)
    prepared.set(sql, made)
    return made
  }

  return {
    run: (sql, ...values) => void statement(sql).run(...values),
    get: (sql, ...values) => statement(sql).get(...values),
    all: (sql, ...values) => statement(sql).all(...values),
    insert: (table, row) => {
      const columns = Object.keys(row)
      const marks = columns.map(() => '?').join(', ')
      statement(`insert into ${table} (${columns.join(', ')}) values (${marks})`).run(...Object.values(row))
    },
    update: (table, id, changes) => {
      const set = Object.keys(changes).map((column) => `${column} = ?`)
      statement(`update ${table} set ${set.join(', ')} where id = ?`).run(...Object.values(changes), id)
    },
    transaction: (work) => {
      if (db.isTransaction) return work()
      db.exec('begin immediate')
      try {
        const result = work()
        db.exec('commit')
        return result
      } catch (error) {
        db.exec('rollback')
        throw error
      }
    },
    close: () => db.close(),
  }
}

export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`${column} is not a text`)
  return value
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column)
}

export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`${column} is not a number`)
  return value
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column)
}
