import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { vendorFaultNames } from '#contract/vendor-faults.ts'
import type { VendorFaults } from '#contract/vendor-faults.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { noVendorFaults, switchVendorFaults, vendorFaultsQuery } from '#inbox/data/vendor-faults.ts'
import { Choice } from '#inbox/ui/choice.tsx'
import { Button } from '#inbox/ui/button.tsx'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { Switch } from '#inbox/ui/switch.tsx'
import { useProblem } from '../problem.ts'

const ALL = 'all'

/** Switches over what goes wrong with the demo's vendors, each with what will be seen. They take effect at once. */
export function VendorFaultsPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations()
  const problem = useProblem()
  const queryClient = useQueryClient()
  const known = useQuery(vendorFaultsQuery())
  const vendors = new Map(useQuery(connectionsQuery()).data?.map(({ vendor, vendor_name: name }) => [vendor, name]))
  const change = useMutation({
    mutationFn: (wanted: VendorFaults) => switchVendorFaults(queryClient, wanted),
    // Two quick ones arrive in the order in which they were made.
    scope: { id: 'vendor-faults' },
  })
  const shown = change.isPending ? change.variables : known.data
  const error = change.error ?? (known.data === undefined ? known.error : null)
  // A dialog gives the focus to its first control when it opens, so it opens with them.
  const isWaiting = shown === undefined && error === null
  return (
    <Dialog key={isWaiting ? 'waiting' : 'ready'} label={t('faults.title')} onClose={onClose} shape="top">
      <div className="pane-scroll grid min-h-0 gap-4 p-4">
        <header>
          <h2 className="text-title font-semibold">{t('faults.title')}</h2>
          <p className="mt-1 text-base text-ink-secondary">{t('faults.hint')}</p>
        </header>
        {error !== null && (
          <Notice tone="bad" role="alert">
            {problem(error)}
          </Notice>
        )}
        {shown !== undefined && vendors.size > 1 && (
          <Choice
            label={t('faults.vendor')}
            value={shown.vendor ?? ALL}
            options={[
              { value: ALL, label: t('faults.all') },
              ...[...vendors].map(([value, label]) => ({ value, label })),
            ]}
            onChoose={(vendor) => change.mutate({ ...shown, vendor: vendor === ALL ? null : vendor })}
          />
        )}
        {shown !== undefined &&
          vendorFaultNames.map((name) => (
            <Switch
              key={name}
              label={t(`faults.${name}`)}
              hint={t(`faults.${name}_seen`)}
              checked={shown[name]}
              onChange={(on) => change.mutate({ ...shown, [name]: on })}
            />
          ))}
      </div>
      <footer className="flex shrink-0 justify-end gap-2 border-t border-line p-3">
        <Button look="quiet" onClick={() => change.mutate({ ...noVendorFaults, vendor: shown?.vendor ?? null })}>
          {t('faults.allOff')}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </footer>
    </Dialog>
  )
}
