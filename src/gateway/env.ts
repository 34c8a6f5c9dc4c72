import * as z from 'zod'

const flag = z.enum(['0', '1']).optional()
const url = z.url({ protocol: /^https?$/ }).optional()

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4600),
  HOST: z.string().default('127.0.0.1'),
  SIGAP_DATA: z.string().default('./data'),
  SIGAP_PUBLIC_URL: url,
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  SIGAP_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  /** Answers are checked against the contract before they leave: for tests. */
  SIGAP_CHECK_ANSWERS: flag,
  KIRIM_API_KEY: z.string().optional(),
  KIRIM_BASE_URL: url,
  /** Several secrets, separated by commas, while one is being replaced by another. */
  KIRIM_WEBHOOK_SECRET: z.string().optional(),
  KIRIM_PATH_STYLE: z.enum(['root', 'phone']).optional(),
  KIRIM_PHONE_NUMBER_ID: z.string().optional(),
})

export type Environment = z.infer<typeof environmentSchema>

/** Reads the environment; throws an error that names every variable that is wrong, one a line. Empty counts as not set. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The configuration is wrong:\n${lines.join('\n')}`)
}
