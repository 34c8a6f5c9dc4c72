import { createHmac } from 'node:crypto'

/**
 * The value of `X-Kirim-Signature`. The key is the secret as issued, prefix and all; one `v1` for every secret
 * that is active while a rotation lasts.
 * @param ms the moment of the attempt
 */
export function sign(body: string, secrets: string[], ms: number): string {
  const t = String(Math.floor(ms / 1000))
  const marks = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`)
  return [`t=${t}`, ...marks].join(',')
}
