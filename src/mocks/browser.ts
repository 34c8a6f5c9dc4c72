import { setupWorker } from 'msw/browser'

/** The service worker that stands in for the gateway in a page under test. Give it a gateway's handlers with `use`. */
export const worker = setupWorker()
