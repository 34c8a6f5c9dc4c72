const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A picture that a browser can show: a single dot, as PNG. */
export const DOT = Uint8Array.from(atob(PNG), (sign) => sign.charCodeAt(0))
