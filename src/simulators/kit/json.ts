export type JsonObject = Record<string, unknown>

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a JSON text, or undefined if it is not one. */
export function parseJson(json: string): unknown {
  try {
    const parsed: unknown = JSON.parse(json)
    return parsed
  } catch {
    return undefined
  }
}
