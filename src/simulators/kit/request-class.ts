/** `write` is POST, PUT, PATCH and DELETE; `read` is GET and HEAD. */
export type RequestClass = 'read' | 'write'

export function requestClass(method: string): RequestClass {
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write'
}
