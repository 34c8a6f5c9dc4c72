import { quantile } from '../figures.ts'

/** Milliseconds, and calls a second. */
export type Rate = { count: number; p50: number; p99: number; max: number; perSecond: number }

export type Load = { inFlight: number; seconds: number }

/** Keeps `inFlight` calls under way for `seconds` and measures each; `call` is told how many began before it. */
export async function closedLoop({ inFlight, seconds }: Load, call: (at: number) => Promise<void>): Promise<Rate> {
  const took: number[] = []
  let begun = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const keepCalling = async () => {
    while (performance.now() < end) {
      const from = performance.now()
      await call(begun++)
      took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, keepCalling))
  const perSecond = took.length / ((performance.now() - start) / 1000)
  return {
    count: took.length,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    max: quantile(took, 1),
    perSecond,
  }
}
