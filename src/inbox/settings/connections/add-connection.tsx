import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Vendor } from '#contract/connection-setup.ts'
import { addConnection, testConnection } from '#inbox/data/connections.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { useFocusBack } from '../use-focus-back.ts'
import { SetupForm } from './setup-form.tsx'
import type { TypedSetup } from './setup-form.tsx'

type Added = Awaited<ReturnType<typeof addConnection>>
type AddConnectionProps = {
  vendors: readonly Vendor[]
  problem: (error: unknown) => string
  onAdded: (added: Added) => void
  onCancel: () => void
}

/** First which vendor, then what it asks for, then a test, and only then is it kept. */
export function AddConnection({ vendors, problem, onAdded, onCancel }: AddConnectionProps) {
  const t = useTranslations('connecting')
  const [vendor, setVendor] = useState<Vendor | null>(null)
  const add = useMutation({ mutationFn: addConnection, onSuccess: onAdded })

  if (vendor === null) return <VendorChoice vendors={vendors} onChoose={setVendor} onCancel={onCancel} />
  const bodyOf = ({ name, baseUrl, settings }: TypedSetup) => ({
    vendor: vendor.vendor,
    settings,
    ...(name === '' ? {} : { name }),
    ...(baseUrl === '' ? {} : { base_url: baseUrl }),
  })
  return (
    <div className="flex flex-col gap-4 rounded-control bg-canvas p-3 sm:p-4">
      <p className="text-base font-medium">{t('connect', { vendor: vendor.name })}</p>
      <ErrorNotice error={add.error} words={problem} />
      <SetupForm
        vendor={vendor}
        kept={null}
        busy={add.isPending}
        problem={problem}
        test={(typed) => {
          const { name: _, ...body } = bodyOf(typed)
          return testConnection(body)
        }}
        onSave={(typed) => add.mutate(bodyOf(typed))}
        onCancel={() => setVendor(null)}
      />
    </div>
  )
}

type VendorChoiceProps = Pick<AddConnectionProps, 'vendors' | 'onCancel'> & { onChoose: (vendor: Vendor) => void }

function VendorChoice({ vendors, onChoose, onCancel }: VendorChoiceProps) {
  const t = useTranslations('connecting')
  const box = useRef<HTMLDivElement>(null)
  useFocusBack(box)
  return (
    <div
      ref={box}
      role="group"
      aria-label={t('which')}
      className="flex flex-col gap-3 rounded-control bg-canvas p-3 sm:p-4"
    >
      <p className="text-base font-medium">{t('which')}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {vendors.map((one) => (
          <Button key={one.vendor} onClick={() => onChoose(one)} className="h-10 justify-start">
            {one.name}
          </Button>
        ))}
      </div>
      <Button look="quiet" onClick={onCancel} className="self-start">
        {t('cancel')}
      </Button>
    </div>
  )
}
