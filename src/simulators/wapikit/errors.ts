import { isAsBuilt, type Vendor } from './vendor.ts'

/** A refusal by one of the vendor's handlers. */
export class VendorError extends Error {
  override readonly name = 'VendorError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** As built a refusal is a bare JSON string; the pages promise an object. */
export function refusal(
  vendor: Vendor,
  status: number,
  message: string | null,
  headers: Record<string, string> = {},
): Response {
  return Response.json(isAsBuilt(vendor) ? message : { message: message ?? 'Bad request' }, { status, headers })
}

/** What the framework in front of the handlers answers, in both modes. */
export function frameworkError(status: number, message: string): Response {
  return Response.json({ message }, { status })
}

export function notFound(what: string): VendorError {
  return new VendorError(404, `${what} not found`)
}

export function badRequest(message: string): VendorError {
  return new VendorError(400, message)
}
