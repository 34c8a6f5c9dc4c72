const jakartaMs = 7 * 60 * 60 * 1000

/** RFC 3339 with the offset of the server's zone, as the vendor writes times. */
export function timeToWire(ms: number): string {
  return new Date(ms + jakartaMs).toISOString().replace('Z', '+07:00')
}
