import { cut, first } from './text.ts'

/** Nobody reads more than these; a vendor's import may make thousands. */
const MOST_TAGS = 50
const MAX_TAG = 100

/** Tags as a vendor names them, each once. */
export function readTags(names: readonly (string | null | undefined)[]): string[] {
  const told = names.flatMap((name) => first(name)?.trim() ?? [])
  return [...new Set(told.map((name) => cut(name, MAX_TAG)))].slice(0, MOST_TAGS)
}
