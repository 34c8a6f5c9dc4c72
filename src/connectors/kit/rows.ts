import * as z from 'zod/mini'
import type { MalformedRow } from '../reading.ts'
import { cut, first } from './text.ts'

/** A row in our words, or why it could not be read. */
export type ReadRow<T> = { ok: true; row: T } | { ok: false; malformed: MalformedRow }

const MAX_PAYLOAD = 4096
const MAX_REASON = 500

/** Reads each row of a page by itself: one bad row costs that row and nothing else. */
export function readRows<T>(raws: readonly unknown[], read: (raw: unknown) => ReadRow<T>) {
  const results = raws.map(read)
  return {
    rows: results.flatMap((result) => (result.ok ? [result.row] : [])),
    malformed: results.flatMap((result) => (result.ok ? [] : [result.malformed])),
  }
}

/** A row by its schema. Reading never throws, whatever the vendor sent. `idKey` is what the vendor calls a row's id. */
export function readRow<S extends z.ZodMiniType, T>(
  schema: S,
  raw: unknown,
  map: (wire: z.output<S>) => T,
  idKey = 'id',
): ReadRow<T> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { ok: true, row: map(parsed.data) }
  const reason = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'row'}: ${message}`)
  return {
    ok: false,
    malformed: { vendorId: idOf(raw, idKey), reason: cut(reason.join('; '), MAX_REASON), payload: print(raw) },
  }
}

function idOf(raw: unknown, key: string): string | null {
  const id = z.record(z.string(), z.unknown()).safeParse(raw).data?.[key]
  return typeof id === 'string' ? first(cut(id, 128)) : null
}

function print(raw: unknown): string {
  try {
    return cut(JSON.stringify(raw) ?? String(raw), MAX_PAYLOAD)
  } catch {
    // JSON that parsed can still be nested too deeply for the stack to print it.
    return '[too deeply nested to print]'
  }
}
