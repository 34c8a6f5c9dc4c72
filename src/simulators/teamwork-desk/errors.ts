/** A refusal on its way to the one exit that turns it into a response. */
export class DeskError extends Error {
  override readonly name = 'DeskError'
  readonly status: number
  /** What is wrong, field by field, as the vendor's validator tells it; null for refusals that are not about fields. */
  readonly fields: Record<string, string[]> | null

  constructor(status: number, message: string, fields: Record<string, string[]> | null = null) {
    super(message)
    this.status = status
    this.fields = fields
  }
}

export function invalid(field: string, message: string): DeskError {
  return new DeskError(400, message, { [field]: [message] })
}

export function notFound(what: string): DeskError {
  return new DeskError(404, `${what} not found`)
}

/** The documents give the shape of a 400 alone; for the rest this is what the vendor's own tools expect. */
export function errorBody({ message, fields }: DeskError): object {
  return { errors: fields ?? [{ detail: message }] }
}
