import { setTimeout } from 'node:timers/promises'
import { copyDataset } from './dataset/copy.ts'
import type { Dataset } from './dataset/prepare.ts'
import { table } from './figures.ts'
import { listPath } from './list/http-load.ts'
import type { HttpLoad } from './list/http-load.ts'
import { listRequests } from './list/requests.ts'
import { startInstallation } from './process/installation.ts'
import type { Installation } from './process/installation.ts'
import { scratchFolder } from './scratch.ts'

const SETTLE_MS = 3000
const LOAD = { inFlight: 10, seconds: 10 }
const PAGE = 100

/** Resident memory of the whole gateway, on an empty database and after ten seconds of list pages from full ones. */
export async function measureMemory(datasets: readonly Dataset[], rows: number, load: HttpLoad): Promise<string> {
  const lines = [await measure('empty, idle', {}, async () => undefined)]
  for (const dataset of datasets) {
    const { place, name, apiKey, secret } = dataset
    const copy = place.dialect === 'sqlite' ? await copyDataset(place.file) : null
    const paths = listRequests(rows, 2400).map((request) => listPath(request, PAGE, secret))
    const where = place.dialect === 'sqlite' ? { SIGAP_DATA: copy?.folder ?? '' } : { DATABASE_URL: place.url }
    try {
      lines.push(
        await measure(`${rows.toLocaleString('en')} on ${name}`, where, async ({ url }) => {
          await load.run({ url, apiKey }, paths, LOAD)
        }),
      )
    } finally {
      copy?.remove()
    }
  }
  return table(['Memory', 'at rest', 'after load', 'peak', 'ready after'], lines)
}

async function measure(
  name: string,
  environment: Record<string, string>,
  work: (installation: Installation) => Promise<void>,
): Promise<string[]> {
  const data = scratchFolder()
  try {
    const installation = await startInstallation({ SIGAP_DATA: data.folder, ...environment })
    try {
      await setTimeout(SETTLE_MS)
      const atRest = installation.memory()
      await work(installation)
      await setTimeout(SETTLE_MS)
      const after = installation.memory()
      const ready = `${(installation.readyAfter / 1000).toFixed(1)} s`
      return [name, megabytes(atRest.resident), megabytes(after.resident), megabytes(after.peak), ready]
    } finally {
      await installation.stop()
    }
  } finally {
    data.remove()
  }
}

function megabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${Math.round(bytes / 1e6)} MB`
}
