import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { vendorFaultNames } from '#contract/vendor-faults.ts'
import type { VendorFaults } from '#contract/vendor-faults.ts'
import { noVendorFaults, switchVendorFaults, vendorFaultsQuery } from '#inbox/data/vendor-faults.ts'
import { Button } from '#inbox/ui/button.tsx'
import { Dialog } from '#inbox/ui/dialog.tsx'
import { Notice } from '#inbox/ui/notice.tsx'
import { Switch } from '#inbox/ui/switch.tsx'
import { useProblem } from './problem.ts'

/** Switches over what goes wrong with the demo's vendor, each with what will be seen. They take effect at once. */
export function VendorFaultsPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations()
  const problem = useProblem()
  const queryClient = useQueryClient()
  const known = useQuery(vendorFaultsQuery())
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
        <Button look="quiet" onClick={() => change.mutate(noVendorFaults)}>
          {t('faults.allOff')}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </footer>
    </Dialog>
  )
}
