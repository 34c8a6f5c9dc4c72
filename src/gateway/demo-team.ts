import { newId } from '#gateway/auth/random.ts'
import { agentByEmail, insertAgent } from '#gateway/storage/agents.ts'
import { listCannedReplies, putCannedReply } from '#gateway/storage/canned-replies.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'

const REPLIES = {
  salam: 'Halo Kak {{customer.first_name}}, saya {{agent.first_name}}. Ada yang bisa saya bantu?',
  kirim: 'Pesanan Kakak dikirim hari ini. Nomor resi menyusul begitu paket diterima kurir.',
  bayar: 'Pembayaran bisa lewat transfer BCA, QRIS, atau bayar di tempat (COD).',
  thanks: 'Thank you, {{customer.first_name}}! Write to us any time.',
  wait: 'One moment please, I am looking into it.',
} as const

/** The people whom the demo offers to sign in as, the first of whom owns the workspace, and what they keep ready to answer with. */
export async function ensureDemoTeam(
  deps: { storage: Storage; workspaceId: string; now: () => number },
  people: readonly { name: string; email: string }[],
): Promise<void> {
  await deps.storage.write(async (tx) => {
    for (const [index, { name, email }] of people.entries()) {
      if ((await agentByEmail(tx, deps.workspaceId, email)) !== undefined) continue
      const role = index === 0 ? 'owner' : 'agent'
      await insertAgent(tx, deps.workspaceId, {
        id: newId('agt'),
        name,
        email,
        role,
        user_id: null,
        created_ms: deps.now(),
      })
    }
    if ((await listCannedReplies(tx, deps.workspaceId)).length === 0) await putReplies(tx, deps, people[0]?.name ?? '')
  })
}

async function putReplies(tx: Tx, { workspaceId, now }: { workspaceId: string; now: () => number }, name: string) {
  for (const [shortcut, text] of Object.entries(REPLIES)) {
    const id = newId('rpl')
    const updated_by = JSON.stringify({ id: 'demo', name })
    await putCannedReply(tx, { workspace_id: workspaceId, id, shortcut, text, updated_ms: now(), updated_by })
  }
}
