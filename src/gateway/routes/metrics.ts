import type { Hono } from 'hono'
import type { Connection } from '#contract/connection.ts'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import type { Connector } from '#connectors/connector.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '#gateway/usecases/fail.ts'
import type { HeardCounts } from '#gateway/usecases/connections/heard.ts'
import { readConnections } from '#gateway/usecases/read-present.ts'
import type { Env } from './plumbing/http.ts'

type MetricsDeps = {
  storage: Storage
  connections: {
    connectorOf: (connectionId: string) => Connector | undefined
    heardOf: (connectionId: string) => HeardCounts | undefined
  }
}

/** Label values are ids and words of ours, in which nothing has to be escaped. */
type Sample = { labels: Record<string, string>; value: number }
type Metric = { name: string; type: 'gauge' | 'counter'; help: string; samples: Sample[] }

/** How the connections are doing, in the text format of Prometheus. Announcements are counted by this process, everything else by all. */
export function metricsRoutes(app: Hono<Env>, { storage, connections }: MetricsDeps): void {
  const { path, access } = openRoutes.metrics
  app.get(path, async (c) => {
    const who = (await c.get('plumbing').guard(c, access)) ?? fail('authentication_required')
    const present = await readConnections(storage.db, who.workspaceId)
    const metrics = [...stored(present), callsLeft(present, connections), heard(present, connections)]
    c.header('Cache-Control', 'no-store')
    return c.body(metrics.map(written).join(''), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}

function stored(present: readonly Connection[]): Metric[] {
  const gauge = (name: string, help: string, sampleOf: (connection: Connection) => Partial<Sample>): Metric => ({
    name,
    type: 'gauge',
    help,
    samples: present.map((connection) => {
      const { labels, value = 0 } = sampleOf(connection)
      return { labels: { ...labelsOf(connection), ...labels }, value }
    }),
  })
  return [
    gauge('sigap_connection_state', 'How the connection is doing; 1 for the state that it is in.', ({ state }) => ({
      labels: { state },
      value: 1,
    })),
    gauge('sigap_connection_backlog', 'Writes that the vendor does not have yet.', (one) => ({ value: one.backlog })),
    gauge('sigap_connection_quarantined', 'Rows that could not be read.', (one) => ({ value: one.quarantined })),
    gauge(
      'sigap_connection_last_sync_timestamp_seconds',
      'When the vendor last answered; 0 before the first time.',
      ({ last_sync_at: at }) => ({ value: at === null ? 0 : Date.parse(at) / 1000 }),
    ),
  ]
}

function callsLeft(present: readonly Connection[], { connectorOf }: MetricsDeps['connections']): Metric {
  const samples = present.flatMap((connection) =>
    (['read', 'write'] as const).flatMap((kind): Sample[] => {
      const left = connectorOf(connection.id)?.budget(kind)?.remaining
      return left === undefined ? [] : [{ labels: { ...labelsOf(connection), kind }, value: left }]
    }),
  )
  return { name: 'sigap_vendor_calls_left', type: 'gauge', help: 'Calls left, as the vendor last told.', samples }
}

function heard(present: readonly Connection[], { heardOf }: MetricsDeps['connections']): Metric {
  const samples = present.flatMap((connection) => {
    const counts = heardOf(connection.id)
    if (counts === undefined) return []
    return (['taken', 'repeated', 'refused', 'ignored'] as const).map((outcome) => ({
      labels: { ...labelsOf(connection), outcome },
      value: counts[outcome],
    }))
  })
  return {
    name: 'sigap_announcements_total',
    type: 'counter',
    help: 'Webhooks and events by what became of them.',
    samples,
  }
}

function labelsOf({ id, vendor }: Connection) {
  return { connection: id, vendor }
}

function written({ name, type, help, samples }: Metric): string {
  const lines = samples.map(({ labels, value }) => {
    const all = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
    return `${name}{${all.join(',')}} ${value}`
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n')
}
