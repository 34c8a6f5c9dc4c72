import * as z from 'zod'

const PHONE_NUMBER_ID = 'KIRIM_PHONE_NUMBER_ID'

function wholeNumber(most: number) {
  const inRange = (text: string) => /^\d{1,9}$/.test(text) && Number(text) <= most
  return z.string().refine(inRange, `is not a whole number from 0 to ${most}`).transform(Number)
}

const LEAST_SECRET = 32

/** Secrets, the newest first, separated by commas. */
const secrets = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((secret) => secret.trim())
      .filter(Boolean),
  )
  .refine(
    (all) => all.length > 0 && all.every((secret) => secret.length >= LEAST_SECRET),
    `is too short: each secret in it needs ${LEAST_SECRET} characters`,
  )

const flag = z.enum(['0', '1'], 'is neither 0 nor 1')
const httpUrl = z.url({ protocol: /^https?$/, error: 'is not an http:// or https:// address' })

const environmentSchema = z
  .object({
    PORT: wholeNumber(65_535).default(4600),
    HOST: z.string().default('127.0.0.1'),
    SIGAP_DATA: z.string().default('./data'),
    SIGAP_PUBLIC_URL: httpUrl.optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address' }).optional(),
    /** Seals the secrets of connections; an older one behind the newer still opens what it sealed. */
    SIGAP_SECRET: secrets.optional(),
    /** `0`: a real installation, whose connections are added on its page. */
    SIGAP_DEMO: flag.optional(),
    /** Connections may lead into this machine's own network: for vendors that run there, and for tests. */
    SIGAP_ALLOW_PRIVATE_URLS: flag.optional(),
    SIGAP_LOG: z
      .enum(['silent', 'error', 'warn', 'info', 'debug'], 'is none of silent, error, warn, info, debug')
      .default('warn'),
    /** Answers are checked against the contract before they leave: for tests. */
    SIGAP_CHECK_ANSWERS: flag.optional(),
    KIRIM_API_KEY: z.string().optional(),
    KIRIM_BASE_URL: httpUrl.optional(),
    /** Several secrets, separated by commas, while one is being replaced by another. */
    KIRIM_WEBHOOK_SECRET: z.string().optional(),
    KIRIM_PATH_STYLE: z.enum(['root', 'phone'], 'is neither root nor phone').optional(),
    [PHONE_NUMBER_ID]: z.string().optional(),
  })
  .refine((env) => env.KIRIM_PATH_STYLE !== 'phone' || env[PHONE_NUMBER_ID] !== undefined, {
    path: [PHONE_NUMBER_ID],
    message: 'is missing, and KIRIM_PATH_STYLE=phone needs it',
  })

export type Environment = z.infer<typeof environmentSchema>

/**
 * Reads the environment; throws an error that names every variable that is wrong, one a line, and never repeats a value, which may be
 * a secret. Empty counts as not set.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'))
}
