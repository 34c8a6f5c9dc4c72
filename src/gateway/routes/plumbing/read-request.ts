import type { Context } from 'hono'
import * as z from 'zod/mini'
import { fail } from '#gateway/usecases/fail.ts'
import { holdsNul } from './holds-nul.ts'

const MAX_BODY_BYTES = 1024 * 1024

/**
 * The query string as the schema gives it back. `limit` and `cursor` have codes of their own; a key that the schema does not
 * know is `unknown_field`, a key given twice or with a wrong value `invalid_field_value`.
 */
export function readQuery<S extends z.ZodMiniType>(c: Context, schema: S): z.output<S> {
  const raw: Record<string, string> = {}
  for (const [key, values] of Object.entries(c.req.queries())) {
    if (values.length > 1) refuseValue(key)
    raw[key] = values[0] ?? ''
  }
  return parse(schema, raw, refuseValue)
}

/**
 * The JSON body as the schema gives it back, at most 1 MB. What is no JSON object is `invalid_request`; an empty object or a
 * field left out `missing_required_field`; a field too many `unknown_field`; a wrong value `invalid_field_value`.
 */
export async function readBody<S extends z.ZodMiniType>(c: Context, schema: S): Promise<z.output<S>> {
  const raw = parseJson(await readBytes(c.req.raw))
  const fields = z.safeParse(z.record(z.string(), z.unknown()), raw)
  if (!fields.success || Array.isArray(raw)) fail('invalid_request')
  const body = parse(schema, fields.data, (param) => fail('invalid_field_value', { param }))
  if (Object.keys(fields.data).length === 0) fail('missing_required_field')
  return body
}

/** A part of the path. What no database can hold names nothing. */
export function readParam(c: Context, name: string): string {
  const value = c.req.param(name)
  if (value === undefined || value === '' || holdsNul(value)) fail('resource_not_found')
  return value
}

function parse<S extends z.ZodMiniType>(
  schema: S,
  raw: Readonly<Record<string, unknown>>,
  refuse: (param: string) => never,
): z.output<S> {
  const result = z.safeParse(schema, raw)
  if (!result.success) {
    const { issues } = result.error
    const unknown = issues.find((issue) => issue.code === 'unrecognized_keys')
    if (unknown !== undefined) fail('unknown_field', { param: unknown.keys[0] })
    const fields = issues.map((issue) => String(issue.path[0] ?? ''))
    const missing = fields.find((field) => !Object.hasOwn(raw, field))
    if (missing !== undefined) fail('missing_required_field', missing === '' ? {} : { param: missing })
    refuse(fields[0] ?? '')
  }
  const unstorable = Object.keys(raw).find((key) => holdsNul(raw[key]))
  if (unstorable !== undefined) refuse(unstorable)
  return result.data
}

function refuseValue(param: string): never {
  if (param === 'limit') fail('invalid_limit', { param })
  if (param === 'cursor') fail('invalid_cursor', { param })
  fail('invalid_field_value', { param })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    return fail('invalid_request', { cause })
  }
}

/** The body's bytes, at most 1 MB, else `payload_too_large`. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) fail('payload_too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      // A length that was not announced, or not truly: stop at the limit instead of keeping what comes.
      if (size > MAX_BODY_BYTES) break
      chunks.push(chunk)
    }
  } catch (cause) {
    // The client hung up half-way: nothing of ours went wrong.
    fail('invalid_request', { cause })
  }
  if (size > MAX_BODY_BYTES) fail('payload_too_large')
  return Buffer.concat(chunks)
}
