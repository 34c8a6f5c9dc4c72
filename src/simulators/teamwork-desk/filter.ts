import { parseIso } from '../kit/clock.ts'
import { isRecord, parseJson } from '../kit/json.ts'
import { invalid } from './errors.ts'

type Value = string | number | null
/** A condition on a table, and the values of its question marks. */
export type Condition = { sql: string; values: Value[] }

/**
 * The fields that a list can be filtered and ordered by, and what each is in its table; `null` for one that is documented and of which
 * this site holds nothing.
 */
export type Fields = Readonly<Record<string, { column: string; is: 'number' | 'text' | 'time' } | null>>

const everything: Condition = { sql: '1', values: [] }
const comparisons: Readonly<Record<string, string>> = { $lt: '<', $lte: '<=', $gt: '>', $gte: '>=' }

/** A Mongo-style filter as a condition. Throws the validator's refusal for anything that it does not know. */
export function readFilter(given: string | undefined, fields: Fields): Condition {
  if (given === undefined || given === '') return everything
  const parsed = parseJson(given)
  if (!isRecord(parsed)) throw invalid('filter', 'must be a JSON object')
  return allOf(parsed, fields)
}

function allOf(filter: Record<string, unknown>, fields: Fields): Condition {
  return join(
    Object.entries(filter).map(([name, wanted]) => {
      if (name === '$and' || name === '$or') return group(name, wanted, fields)
      return fieldIs(name, wanted, fields)
    }),
    ' and ',
  )
}

function group(name: '$and' | '$or', parts: unknown, fields: Fields): Condition {
  if (!Array.isArray(parts)) throw invalid('filter', `${name} must be a list`)
  const conditions = parts.map((part) => {
    if (!isRecord(part)) throw invalid('filter', `${name} must be a list of filters`)
    return allOf(part, fields)
  })
  return join(conditions, name === '$and' ? ' and ' : ' or ')
}

function fieldIs(name: string, wanted: unknown, fields: Fields): Condition {
  const field = fields[name]
  if (field === undefined) throw invalid('filter', `${name} cannot be filtered by`)
  const column = field?.column ?? 'null'
  const read = (value: unknown): Value => readValue(name, value, field?.is ?? 'text')
  if (!isRecord(wanted)) return equals(column, read(wanted))
  return join(
    Object.entries(wanted).map(([operator, operand]) => compare(name, column, operator, operand, read)),
    ' and ',
  )
}

function compare(
  name: string,
  column: string,
  operator: string,
  operand: unknown,
  read: (value: unknown) => Value,
): Condition {
  const sign = comparisons[operator]
  if (sign !== undefined) return { sql: `${column} ${sign} ?`, values: [read(operand)] }
  if (operator === '$eq') return equals(column, read(operand))
  if (operator === '$ne') return not(equals(column, read(operand)))
  if (operator === '$contains') return { sql: `instr(lower(${column}), lower(?)) > 0`, values: [String(operand)] }
  if ((operator === '$in' || operator === '$nin') && Array.isArray(operand)) {
    const values = operand.map(read)
    const among = { sql: `${column} in (${values.map(() => '?').join(', ')})`, values }
    return operator === '$in' ? among : not(among)
  }
  throw invalid('filter', `${operator} is not an operator for ${name}`)
}

function equals(column: string, value: Value): Condition {
  return value === null ? { sql: `${column} is null`, values: [] } : { sql: `${column} = ?`, values: [value] }
}

function not({ sql, values }: Condition): Condition {
  return { sql: `coalesce(not (${sql}), 1)`, values }
}

/** Ids arrive as numbers or as their digits: both stand in the vendor's samples. */
function readValue(name: string, value: unknown, kind: 'number' | 'text' | 'time'): Value {
  if (value === null) return null
  if (kind === 'time') {
    const ms = typeof value === 'string' ? parseIso(value) : null
    if (ms === null) throw invalid('filter', `${name} must be a date-time`)
    return ms
  }
  if (typeof value === 'string' && kind === 'text') return value
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (typeof number !== 'number') throw invalid('filter', `${name} must be a ${kind}`)
  return number
}

function join(conditions: Condition[], word: ' and ' | ' or '): Condition {
  if (conditions.length === 0) return everything
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(word),
    values: conditions.flatMap(({ values }) => values),
  }
}
