import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { vendorFaultNames } from '#contract/vendor-faults.ts'
import { connectionsQuery } from '#inbox/data/session.ts'
import { noVendorFaults, switchVendorFaults, vendorFaultsQuery } from '#inbox/data/vendor-faults.ts'
import { IconButton } from '#inbox/ui/icon-button.tsx'
import { Banner, BannerButton } from './banner.tsx'

const inCode = (words: ReactNode) => <code className="rounded-small bg-hover px-1 font-mono text-tiny">{words}</code>

/** What kind of data the demo's is. It can be put away, but not while the vendor was made to fail: that is easily forgotten. */
export function DemoBanner({ onFaults }: { onFaults: () => void }) {
  const t = useTranslations()
  const [hidden, setHidden] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const faults = useQuery(vendorFaultsQuery()).data
  const connections = useQuery(connectionsQuery()).data ?? []
  const on = vendorFaultNames.filter((name) => faults?.[name] === true)
  const failing = connections.find(({ vendor }) => vendor === faults?.vendor)
  const who = failing?.vendor_name ?? faults?.vendor ?? t('faults.everyVendor')
  const [fault] = on
  if (hidden && fault === undefined) return null
  return (
    <Banner
      isOneLine
      tone={fault === undefined ? 'quiet' : 'warning'}
      action={
        <>
          {fault !== undefined && <SwitchOff onDone={() => opener.current?.focus()} />}
          <BannerButton ref={opener} onClick={onFaults}>
            {t('banner.faults')}
          </BannerButton>
          {fault === undefined && (
            <IconButton label={t('banner.dismiss')} onClick={() => setHidden(true)} className="size-5.5">
              <X size={13} aria-hidden="true" />
            </IconButton>
          )}
        </>
      }
    >
      {fault === undefined ? t.rich('banner.demo', { code: inCode }) : t('faults.on', { count: on.length, fault, who })}
    </Banner>
  )
}

/** `onDone` takes the focus over, because this goes then. */
function SwitchOff({ onDone }: { onDone: () => void }) {
  const t = useTranslations('faults')
  const queryClient = useQueryClient()
  const [failed, setFailed] = useState(false)
  const switchOff = () => {
    setFailed(false)
    switchVendorFaults(queryClient, noVendorFaults).then(onDone, () => setFailed(true))
  }
  return (
    <>
      {failed && <span role="alert">{t('stayOn')}</span>}
      <BannerButton onClick={switchOff}>{t('off')}</BannerButton>
    </>
  )
}
