import type { Fault, Faults } from './faults.ts'
import type { RequestLog } from './request-log.ts'
import type { Clock } from './clock.ts'
import type { Timer } from './worker.ts'

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>
export type FrontDoor = (request: Request) => Promise<Response>

type Rooms = {
  clock: Clock
  faults: Faults
  log: RequestLog
  /** The path in front of the vendor's own, such as `/v1`. */
  basePath: string
  /** The vendor, and its control surface under `/_sim`. `lateMs`: how long an answer is kept back once the request was applied. */
  app: { fetch: (request: Request, env?: { lateMs: number }) => Response | Promise<Response> }
  /** The vendor's answer to a request that a fault makes fail. */
  refuse: (fault: FaultOf<'error'>) => Response
  /** The answer with one of its rows broken. */
  malform: (response: Response, fault: FaultOf<'malformed'>) => Promise<Response>
  timer: Timer
}

/**
 * What stands between the network and the vendor: it notes the request and lets faults happen. Rejects as fetch does when a connection is
 * lost or the caller gives up; giving up does not undo what was asked. Requests for the control surface pass untouched.
 */
export function createFrontDoor({ clock, faults, log, basePath, app, refuse, malform, timer }: Rooms): FrontDoor {
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void timer(resolve, ms))

  async function answer(request: Request, kept: Request, struck: Fault[]): Promise<Response> {
    const entry = log.open(request.method, new URL(request.url), clock.now())
    const waitMs = latencyIn(struck, 'before')
    if (waitMs > 0) await sleep(waitMs)
    if (request.body !== null) entry.body = await kept.text()
    if (struck.some((fault) => fault.kind === 'drop' && fault.when === 'before')) throw connectionLost()

    const refusal = errorIn(struck, 'before')
    const answered = refusal ? refuse(refusal) : await app.fetch(request, { lateMs: latencyIn(struck, 'after') })
    const failure = errorIn(struck, 'after')
    const raw = failure ? refuse(failure) : answered
    entry.status = raw.status
    entry.request_id = raw.headers.get('X-Request-Id')
    if (struck.some((fault) => fault.kind === 'drop' && fault.when === 'after')) throw connectionLost()
    const broken = struck.find((fault) => fault.kind === 'malformed')
    return broken ? malform(raw, broken) : raw
  }

  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/_sim/')) return app.fetch(request)
    const path = pathname.slice(basePath.length)
    const answered = answer(request, request.clone(), faults.strike(request.method, path))
    return Promise.race([answered, givenUp(request.signal)])
  }
}

function latencyIn(struck: Fault[], when: 'before' | 'after'): number {
  return struck.reduce((ms, fault) => (fault.kind === 'latency' && fault.when === when ? ms + fault.ms : ms), 0)
}

function errorIn(struck: Fault[], when: 'before' | 'after') {
  return struck.filter((fault) => fault.kind === 'error').find((fault) => fault.when === when)
}

function connectionLost(): TypeError {
  return new TypeError('fetch failed')
}

function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const leave = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}
