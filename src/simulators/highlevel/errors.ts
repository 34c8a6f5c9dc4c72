/** A refusal on its way to the one exit that turns it into a response. */
export class VendorError extends Error {
  override readonly name = 'VendorError'
  readonly status: number
  /** What is wrong, a line each: only 422 tells more than one. */
  readonly problems: string[]

  constructor(status: number, problems: string | string[]) {
    super([problems].flat().join('; '))
    this.status = status
    this.problems = [problems].flat()
  }
}

const names: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
}

/** The vendor's error body: `message` is a list in a 422 and a text anywhere else, and a 400 has no `error`. */
export function errorBody(status: number, problems: string[]) {
  const message = status === 422 ? problems : problems.join('; ')
  const error = names[status]
  return { statusCode: status, message, ...(error === undefined ? {} : { error }) }
}

export function unprocessable(...problems: string[]): VendorError {
  return new VendorError(422, problems)
}

/** The dated versions document 400 and 401 only; 404 came with v3. */
export function missing(what: string, version: string): VendorError {
  return new VendorError(version === 'v3' ? 404 : 400, `${what} was not found.`)
}
