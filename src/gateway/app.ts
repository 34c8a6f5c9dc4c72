import { Hono } from 'hono'
import type { KeyFinder } from '#gateway/auth/key-finder.ts'
import type { Hub } from '#gateway/live/hub.ts'
import type { ListeningTabs } from '#gateway/live/listening-tabs.ts'
import { cannedReplyRoutes } from '#gateway/routes/canned-replies.ts'
import { connectionSetupRoutes } from '#gateway/routes/connection-setup.ts'
import type { ConnectionSetupDeps } from '#gateway/routes/connection-setup.ts'
import { connectionRoutes } from '#gateway/routes/connections.ts'
import { conversationRoutes } from '#gateway/routes/conversations.ts'
import type { Cursors } from '#gateway/routes/plumbing/cursor.ts'
import { createGuard } from '#gateway/routes/plumbing/guard.ts'
import { firstMessageRoutes } from '#gateway/routes/first-messages.ts'
import { draftRoutes } from '#gateway/routes/drafts.ts'
import { healthRoutes } from '#gateway/routes/health.ts'
import { answerUnknownPath, installPlumbing } from '#gateway/routes/plumbing/http.ts'
import type { Env, Plumbing } from '#gateway/routes/plumbing/http.ts'
import { liveRoutes } from '#gateway/routes/live.ts'
import type { LiveDeps } from '#gateway/routes/live.ts'
import { loopbackNamesOnly } from '#gateway/routes/plumbing/loopback-names-only.ts'
import { mediaRoutes } from '#gateway/routes/files/media.ts'
import { messageRoutes } from '#gateway/routes/messages.ts'
import { metricsRoutes } from '#gateway/routes/metrics.ts'
import { noteRoutes } from '#gateway/routes/notes.ts'
import { openApiRoutes } from '#gateway/routes/openapi.ts'
import { pageRoutes } from '#gateway/routes/page.ts'
import { peopleRoutes } from '#gateway/routes/people/people.ts'
import type { PeopleRouteDeps } from '#gateway/routes/people/people-route-deps.ts'
import { presenceRoutes } from '#gateway/routes/presence.ts'
import { securityHeaders } from '#gateway/routes/plumbing/security-headers.ts'
import { uploadRoutes } from '#gateway/routes/files/uploads.ts'
import { vendorFaultRoutes } from '#gateway/routes/vendor-faults.ts'
import type { VendorFaultSwitches } from '#gateway/routes/vendor-faults.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import type { Sync } from '#gateway/sync/sync.ts'
import { createMediaDoor } from '#gateway/usecases/files/open-media.ts'
import { ownWebhookSecrets } from '#gateway/usecases/connections/own-subscription.ts'
import { createTemplateShelf } from '#gateway/usecases/messages/template-shelf.ts'

export type AppDeps = PeopleRouteDeps &
  Pick<ConnectionSetupDeps, 'connections'> &
  Pick<Plumbing, 'checkAnswers' | 'onUnexpected'> & {
    storage: Storage
    workspaceId: string
    now: () => number
    findKey: KeyFinder
    cursors: Cursors
    hub: Hub
    listeningTabs: ListeningTabs
    sync: Pick<
      Sync,
      'connectorOf' | 'ringOutbox' | 'ringSends' | 'ringWebhooks' | 'noteHeard' | 'lookedAt' | 'opened' | 'askVendor'
    >
    stillWelcome: LiveDeps['stillWelcome']
    /** Null outside the demo. */
    vendorFaults: VendorFaultSwitches | null
    /** Where vendors fetch the files that agents send; null when they cannot. */
    linkBase: string | null
    /** The folder of the built page; null leaves the page out. */
    dist: string | null
    /** Aborted when the gateway is about to end, so that open streams let go. */
    ending: AbortSignal
  }

/** The whole gateway as one fetch handler; it opens nothing and listens nowhere, so tests call `app.request()`. */
export function createApp(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  const guard = createGuard({ ...deps, accounts: deps.people.accounts })
  installPlumbing(app, { ...deps, guard })
  app.use(securityHeaders({ publicUrl: deps.address.publicUrl }))
  if (deps.people.demo !== null) app.use(loopbackNamesOnly(deps.address))

  conversationRoutes(app, { ...deps, ...deps.sync })
  const templates = createTemplateShelf({ ...deps, ...deps.sync })
  messageRoutes(app, { ...deps, ...deps.sync, templates })
  firstMessageRoutes(app, { ...deps, ...deps.sync, templates })
  noteRoutes(app, deps)
  cannedReplyRoutes(app, deps)
  draftRoutes(app, deps)
  uploadRoutes(app, { ...deps, ...deps.sync })
  mediaRoutes(app, { media: createMediaDoor({ ...deps, ...deps.sync }) })
  liveRoutes(app, deps)
  presenceRoutes(app, deps)
  const { sealer } = deps.connections
  connectionRoutes(app, {
    ...deps,
    ...deps.sync,
    ownWebhookSecrets: (id) => ownWebhookSecrets({ db: deps.storage.db, workspaceId: deps.workspaceId, sealer }, id),
  })
  connectionSetupRoutes(app, deps)
  peopleRoutes(app, deps)
  vendorFaultRoutes(app, deps)
  healthRoutes(app, deps)
  metricsRoutes(app, deps)
  openApiRoutes(app)
  app.all('/v1/*', answerUnknownPath)
  if (deps.dist !== null) pageRoutes(app, deps.dist)
  app.notFound(answerUnknownPath)
  return app
}
