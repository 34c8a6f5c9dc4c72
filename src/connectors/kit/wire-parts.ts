import * as z from 'zod/mini'

/** A text that may be missing in any way. */
export const text = z.nullish(z.string())

/** Ids become path segments: whatever could change the path instead of filling it is not an id. */
export const pathId = z.string().check(z.regex(/^(?!\.+$)[\w.~:-]{1,128}$/, 'not usable as an id'))

/** Whether a row can have this id at all; asking for another would only change the path. */
export function isUsableId(value: string): boolean {
  return pathId.safeParse(value).success
}

/** An ISO 8601 instant with a zone, as epoch milliseconds. */
// Later than 9999 or before 1970 the ISO form and the sort key stop working, and no conversation is that old.
export const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.pipe(
    z.transform((iso: string) => Date.parse(iso)),
    z.number().check(z.minimum(0), z.maximum(Date.UTC(9999, 11, 31))),
  ),
)
export const instantOrNull = z.pipe(
  z.nullish(instant),
  z.transform((ms: number | null | undefined) => ms ?? null),
)

/** Part of a shape that was never published: read when it looks as expected, passed over when not. */
export function ifReadable<T extends z.ZodMiniType>(schema: T) {
  return z.catch(z.optional(schema), undefined)
}
