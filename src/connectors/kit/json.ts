/** The value of a JSON text, or undefined when it is not one. */
export function parseJson(text: string): unknown {
  try {
    // PostgreSQL cannot store NUL in a text; one such character in a customer's name would fail the whole page's transaction.
    const value: unknown = text.includes(String.raw`\u0000`) ? JSON.parse(text, replaceNul) : JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

function replaceNul(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value
}
