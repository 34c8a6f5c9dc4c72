import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Role } from '#contract/agent.ts'

type SettingsFrameProps = { title: string; role: Role; children: ReactNode }

const tab =
  'rounded-control px-2.5 py-1.5 text-base text-ink-secondary hover:bg-hover aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink'

/** The page that all settings are written on. */
export function SettingsFrame({ title, role, children }: SettingsFrameProps) {
  const t = useTranslations('settings')
  return (
    <div className="relative h-dvh overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-160 flex-col gap-6 px-4 py-6 sm:py-10">
        <header className="flex flex-col gap-4">
          <Link
            to="/"
            className="inline-flex items-center gap-1.5 self-start text-base text-ink-secondary hover:text-ink"
          >
            <ArrowLeft size={15} aria-hidden="true" />
            {t('back')}
          </Link>
          <h1 className="text-page font-semibold">{title}</h1>
          <nav aria-label={t('title')} className="-ml-2.5 flex flex-wrap gap-1">
            <Link to="/settings" activeOptions={{ exact: true }} className={tab}>
              {t('profile')}
            </Link>
            <Link to="/settings/replies" className={tab}>
              {t('replies')}
            </Link>
            {role !== 'agent' && (
              <Link to="/settings/connections" className={tab}>
                {t('connections')}
              </Link>
            )}
            {role === 'owner' && (
              <Link to="/settings/agents" className={tab}>
                {t('agents')}
              </Link>
            )}
          </nav>
        </header>
        <main className="flex flex-col gap-4">{children}</main>
      </div>
    </div>
  )
}

/** A group of settings under one heading. */
export function SettingsSection({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
      <div>
        <h2 className="text-title font-semibold">{title}</h2>
        {hint !== undefined && <p className="text-small text-ink-faint">{hint}</p>}
      </div>
      {children}
    </section>
  )
}
