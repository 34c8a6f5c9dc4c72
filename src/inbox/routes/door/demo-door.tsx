import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Door } from '#contract/sign-in.ts'
import { signInToDemo } from '#inbox/data/sign-in.ts'
import { Button } from '#inbox/ui/button.tsx'
import { ErrorNotice } from '#inbox/ui/error-notice.tsx'
import { useProblem } from '../problem.ts'

type DemoDoorProps = { agents: Door['demo_agents']; onDone: () => Promise<void> }

/** One click signs in as somebody of the demo. */
export function DemoDoor({ agents, onDone }: DemoDoorProps) {
  const t = useTranslations('signIn')
  const problem = useProblem()
  const enter = useMutation({ mutationFn: signInToDemo, onSuccess: onDone })
  return (
    <section aria-labelledby="demo-title" className="flex flex-col gap-3">
      <div>
        <h2 id="demo-title" className="text-thread font-semibold">
          {t('demoTitle')}
        </h2>
        <p className="text-small text-ink-faint">{t('demoHint')}</p>
      </div>
      {agents.map((agent, index) => (
        <Button
          key={agent.id}
          look={index === 0 ? 'primary' : 'plain'}
          disabled={enter.isPending}
          onClick={() => enter.mutate(agent.id)}
          className="h-10 w-full"
        >
          {t('demoAs', { name: agent.name })}
        </Button>
      ))}
      <ErrorNotice error={enter.error} words={problem} />
      <div className="flex items-center gap-3 text-small text-ink-faint">
        <span className="h-px flex-1 bg-line" />
        {t('or')}
        <span className="h-px flex-1 bg-line" />
      </div>
    </section>
  )
}
