import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { unprocessable, VendorError } from './errors.ts'

/** A field's rule: null when the value is right, else what is wrong with it. */
export type Rule = { required?: boolean; check: (value: unknown) => string | null }
export type Rules = Readonly<Record<string, Rule>>

const kinds = {
  string: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value: unknown) => typeof value === 'boolean',
  object: isRecord,
  texts: (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
}
type Kind = keyof typeof kinds

export function optional(kind: Kind): Rule {
  return { check: (value) => (kinds[kind](value) ? null : `must be a ${kind} value`) }
}

export function nullable(kind: Kind): Rule {
  const rule = optional(kind)
  return { check: (value) => (value === null ? null : rule.check(value)) }
}

export function required(kind: Kind): Rule {
  const { check } = optional(kind)
  return { required: true, check: (value) => (value === '' ? 'should not be empty' : check(value)) }
}

export function oneOf(allowed: readonly string[], isRequired = false): Rule {
  const message = `must be one of the following values: ${allowed.join(', ')}`
  const check = (value: unknown) => (allowed.some((one) => one === value) ? null : message)
  return isRequired ? { required: true, check } : { check }
}

/** A number as a query writes it. */
export const numeric: Rule = {
  check: (value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? null : 'must be a number'),
}

/** Throws one 422 that tells everything wrong at once, fields that are not known among it. */
export function check(given: JsonObject, rules: Rules): JsonObject {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(rules, name))
  const problems = [
    ...unknown.map((name) => `property ${name} should not exist`),
    ...Object.entries(rules).flatMap(([name, rule]) => {
      const value = given[name]
      if (value === undefined) return rule.required === true ? [`${name} should not be empty`] : []
      const problem = rule.check(value)
      return problem === null ? [] : [`${name} ${problem}`]
    }),
  ]
  if (problems.length > 0) throw unprocessable(...problems)
  return given
}

/** The JSON object in a request body. */
export async function readObject(request: Request): Promise<JsonObject> {
  const type = request.headers.get('content-type') ?? ''
  const parsed = /^application\/json\b/i.test(type) ? parseJson(await request.text()) : undefined
  if (!isRecord(parsed)) throw new VendorError(400, 'The body is not a JSON object.')
  return parsed
}

/** A text that was checked before; undefined where none was given. */
export function textIn(given: JsonObject, name: string): string | undefined {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}

export function numberIn(given: JsonObject, name: string): number | undefined {
  const value = given[name]
  return value === undefined ? undefined : Number(value)
}

export function textsIn(given: JsonObject, name: string): string[] {
  const value = given[name]
  return Array.isArray(value) ? value.map(String) : []
}
