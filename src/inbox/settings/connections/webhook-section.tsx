import { useTranslations } from 'use-intl'
import { WEBHOOK_SECRET } from '#contract/connection-setup.ts'
import type { ConnectionSetup, Vendor } from '#contract/connection-setup.ts'
import type { changeConnection } from '#inbox/data/connections.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { Button } from '#inbox/ui/button.tsx'
import { useAgo } from './use-ago.ts'
import { WebhookGuide } from './webhook-guide.tsx'

type Webhook = NonNullable<ConnectionSetup['webhook']>
type WebhookSectionProps = {
  webhook: Webhook
  vendor: Pick<Vendor, 'name'> & { webhooks: NonNullable<Vendor['webhooks']> }
  /** Whether the vendor tells us of changes. */
  isTold: boolean
  canChange: boolean
  busy: boolean
  onChange: (body: Parameters<typeof changeConnection>[1]) => void
}

/** How the vendor comes to tell us of changes, in a line that is true; by hand it is done where Sigap cannot. */
export function WebhookSection({ webhook, vendor, isTold, canChange, busy, onChange }: WebhookSectionProps) {
  const t = useTranslations('connecting')
  const { subscription } = webhook
  const state = subscription?.state ?? null
  const isByHand = state === null || state === 'by_hand' || state === 'refused'
  const guide = (
    <WebhookGuide
      webhook={webhook}
      help={vendor.webhooks.help}
      hasSecret={state === null ? isTold : state === 'by_hand'}
      canChange={canChange}
      busy={busy}
      onChange={onChange}
    />
  )
  return (
    <section className="flex flex-col gap-3 border-t border-line-faint pt-4">
      <div>
        <h3 className="text-base font-medium">{t('webhooks')}</h3>
        <Standing webhook={webhook} vendor={vendor.name} isTold={isTold} />
      </div>
      {isByHand ? (
        // Where it is set outside and works, there is nothing to do about it here.
        (canChange || !isTold) && guide
      ) : (
        <details>
          <summary className="cursor-pointer text-base text-ink-secondary">{t('hooksByHand')}</summary>
          <div className="flex flex-col gap-3 pt-3">{guide}</div>
        </details>
      )}
      {canChange && state === 'by_hand' && (
        <Button
          disabled={busy}
          onClick={() => onChange({ settings: [{ name: WEBHOOK_SECRET, value: '' }] })}
          className="self-start"
        >
          {t('letSigap')}
        </Button>
      )}
    </section>
  )
}

function Standing({ webhook, vendor, isTold }: { webhook: Webhook; vendor: string; isTold: boolean }) {
  const t = useTranslations('connecting')
  const ago = useAgo()
  const { subscription, last_delivery_at: last } = webhook
  const problem = subscription?.problem ?? null
  const code = presentable(problem?.code ?? null) ?? '?'
  const delivered = last === null ? t('noDelivery') : t('lastDelivery', { ago: ago(last) })
  const bad = problem?.code === 'secrets_not_kept' ? t('needsSecret') : t('hooksRefused', { vendor, code })
  const words = {
    active: `${t('hooksActive')} · ${delivered}`,
    by_hand: `${t('hooksHand')} · ${delivered}`,
    no_address: t('hooksNoAddress'),
    pending: problem === null ? t('hooksPending') : t('hooksFailed', { code }),
    refused: bad,
    unknown: isTold ? `${t('webhooksOn')} · ${delivered}` : t('webhooksOff'),
  }
  const state = subscription?.state ?? 'unknown'
  return <p className={`text-small ${state === 'refused' ? 'text-warning-ink' : 'text-ink-faint'}`}>{words[state]}</p>
}
