import pino from 'pino'
import type { Environment } from './env.ts'

/** Logs as JSON lines on standard error, so that standard output stays for the one line that says where Sigap is. */
export function createLogger(level: Environment['SIGAP_LOG']) {
  return pino({ level, base: null, redact: ['*.apiKey', '*.password', '*.secret', '*.cookie'] }, pino.destination(2))
}
