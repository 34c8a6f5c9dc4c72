import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { badField, missingField, VendorError } from './errors.ts'

/** The JSON object in a request body; throws `invalid_request` for anything else. */
export async function readObject(request: Request): Promise<JsonObject> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new VendorError('invalid_request', 'The body must be sent as application/json.')
  }
  const parsed = parseJson(await request.text())
  if (!isRecord(parsed)) throw new VendorError('invalid_request', 'The body is not a JSON object.')
  return parsed
}

/** A required, non-empty text field. */
export function requiredText(body: JsonObject, field: string, param: string, max: number): string {
  const value = body[field]
  if (value === undefined || value === null || value === '') throw missingField(param)
  if (typeof value !== 'string' || value.length > max) {
    throw badField(param, `${param} must be a text of at most ${max} characters.`)
  }
  return value
}

/** An optional text field; an explicit null counts as absent. */
export function optionalText(body: JsonObject, field: string, param: string, max: number): string | undefined {
  const value = body[field]
  return value === undefined || value === null ? undefined : requiredText(body, field, param, max)
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], param: string): T {
  const found = allowed.find((option) => option === value)
  if (found === undefined) throw badField(param, `${param} must be one of: ${allowed.join(', ')}.`)
  return found
}

export function isPhoneNumber(value: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(value)
}
