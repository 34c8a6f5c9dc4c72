import type { Role } from '#contract/agent.ts'
import type { Access } from '#contract/endpoints/endpoint.ts'
import type { Accounts } from '#gateway/auth/accounts.ts'
import { bearerKey } from '#gateway/auth/api-key.ts'
import type { KeyFinder } from '#gateway/auth/key-finder.ts'
import { comesFromOwnPage } from '#gateway/auth/origin.ts'
import type { Address } from '#gateway/auth/origin.ts'
import type { ProgramWithKey, SignedInAgent } from '#gateway/auth/who.ts'
import { agentByUserId } from '#gateway/storage/agents.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '#gateway/usecases/fail.ts'
import type { Plumbing } from './http.ts'
import { sendCookies } from './send-cookies.ts'

export type GuardDeps = {
  storage: Storage
  workspaceId: string
  accounts: Accounts
  findKey: KeyFinder
  address: Address
}

/**
 * Who may come in. A request with an `Authorization` header is a program's and its cookies do not count; any other is a browser's, and
 * when it changes something it must come from our own page. Without proof of who asks 401, with the wrong role 403.
 */
export function createGuard({ storage, workspaceId, accounts, findKey, address }: GuardDeps): Plumbing['guard'] {
  async function program(header: string): Promise<ProgramWithKey> {
    const key = bearerKey(header) ?? fail('invalid_api_key')
    return { kind: 'key', key: (await findKey(key)) ?? fail('invalid_api_key'), workspaceId }
  }

  async function person(headers: Headers) {
    const session = (await accounts.session(headers)) ?? fail('authentication_required')
    const agent = (await agentByUserId(storage.db, workspaceId, session.userId)) ?? fail('authentication_required')
    return { who: { kind: 'agent', agent, workspaceId } satisfies SignedInAgent, cookies: session.cookies }
  }

  return async (c, access) => {
    const { headers } = c.req.raw
    const changes = !['GET', 'HEAD'].includes(c.req.method)
    if (access === 'public') {
      if (changes && !comesFromOwnPage(headers, address)) fail('invalid_origin')
      return null
    }
    const authorization = headers.get('Authorization')
    if (authorization !== null) {
      const who = await program(authorization)
      return access === 'agent_or_key' ? who : fail('permission_denied')
    }
    const { who, cookies } = await person(headers)
    if (changes && !comesFromOwnPage(headers, address)) fail('invalid_origin')
    if (!mayEnter(who.agent.role, access)) fail('permission_denied')
    sendCookies(c, cookies)
    return who
  }
}

function mayEnter(role: Role, access: Access): boolean {
  if (access === 'owner') return role === 'owner'
  return access !== 'admin' || role !== 'agent'
}
