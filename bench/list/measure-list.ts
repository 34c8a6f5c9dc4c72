import type { Dataset } from '../dataset/prepare.ts'
import { median, ms, table, whole } from '../figures.ts'
import { startMeasuredGateway } from '../process/gateway.ts'
import type { MeasuredGateway } from '../process/gateway.ts'
import type { Load, Rate } from './closed-loop.ts'
import { asRate, listPath } from './http-load.ts'
import type { HttpLoad } from './http-load.ts'
import { listRequests } from './requests.ts'

/** What a plain API client gets when it names no limit, and what the page asks for. */
const LIMITS = [25, 100]
/** Different pages that are asked for in turn. */
const REQUESTS = 2400
const IN_FLIGHT = 10
const WARM_UP_SECONDS = 2

type ListOptions = { rows: number; rounds: number; seconds: number }

/** List pages over HTTP beside the same compiled queries in the same process, in turns, so that whatever else the machine does hits both. */
export async function measureList(dataset: Dataset, load: HttpLoad, options: ListOptions): Promise<string> {
  const gateway = await startMeasuredGateway(dataset.place)
  try {
    const lines: string[][] = []
    for (const limit of LIMITS) {
      const { http, plain } = await measureLimit({ dataset, gateway, load, options, limit })
      lines.push(line(`${limit} rows over HTTP`, http), line(`${limit} rows, query alone`, plain))
      lines.push(['  HTTP : query', '', '', '', (http.perSecond / plain.perSecond).toFixed(2)])
    }
    return table([dataset.name, 'p50', 'p99', 'max', 'pages/s'], lines)
  } finally {
    await gateway.child.stop()
  }
}

type LimitOptions = { dataset: Dataset; gateway: MeasuredGateway; load: HttpLoad; options: ListOptions; limit: number }

async function measureLimit({ dataset, gateway, load, options, limit }: LimitOptions) {
  const { rows, rounds, seconds } = options
  const paths = listRequests(rows, REQUESTS).map((request) => listPath(request, limit, dataset.secret))
  const target = { url: gateway.url, apiKey: dataset.apiKey }
  const askHttp = (load_: Load) => load.run(target, paths, load_)
  const askPlain = async (load_: Load) =>
    asRate(await gateway.child.ask({ type: 'plain', rows, count: REQUESTS, limit, load: load_ }))

  const warmUp = { inFlight: IN_FLIGHT, seconds: WARM_UP_SECONDS }
  await askHttp(warmUp)
  await askPlain(warmUp)
  const http: Rate[] = []
  const plain: Rate[] = []
  for (let round = 0; round < rounds; round += 1) {
    http.push(await askHttp({ inFlight: IN_FLIGHT, seconds }))
    plain.push(await askPlain({ inFlight: IN_FLIGHT, seconds }))
  }
  return { http: together(http), plain: together(plain) }
}

/** The median round, but the slowest call of all. */
function together(rates: readonly Rate[]): Rate {
  const of = (figure: (rate: Rate) => number) => median(rates.map(figure))
  return {
    count: rates.reduce((sum, rate) => sum + rate.count, 0),
    p50: of((rate) => rate.p50),
    p99: of((rate) => rate.p99),
    max: Math.max(...rates.map((rate) => rate.max)),
    perSecond: of((rate) => rate.perSecond),
  }
}

function line(name: string, { p50, p99, max, perSecond }: Rate): string[] {
  return [name, ms(p50), ms(p99), ms(max), whole(perSecond)]
}
