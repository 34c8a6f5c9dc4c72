import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { CopyButton } from '#inbox/ui/copy-button.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { Group, Line, Lines } from './line.tsx'

/** How the contact can be reached, and which of our numbers they wrote to. */
export function ContactGroup({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('details')
  const common = useTranslations('common')
  const names = useNames()
  const { contact, whatsapp_account: account } = conversation
  const email = presentable(contact.email)
  return (
    <Group title={t('contact')}>
      <Lines>
        <Line term={t('phone')}>
          {contact.phone_number === null ? (
            <span className="text-ink-faint">{common('none')}</span>
          ) : (
            <>
              <span className="numeric anywhere min-w-0">{names.phone(contact.phone_number)}</span>
              <CopyButton text={contact.phone_number} label={t('copyPhone')} done={common('copied')} />
            </>
          )}
        </Line>
        <Line term={t('email')}>
          {contact.email === null || email === null ? (
            <span className="text-ink-faint">{common('none')}</span>
          ) : (
            <>
              <span className="anywhere min-w-0 py-1">
                {email.slice(0, email.lastIndexOf('@'))}
                <wbr />
                {email.slice(email.lastIndexOf('@'))}
              </span>
              <CopyButton text={contact.email} label={t('copyEmail')} done={common('copied')} />
            </>
          )}
        </Line>
        {account.phone_number !== null && (
          <Line term={t('account')}>
            <span className="numeric anywhere min-w-0">{names.phone(account.phone_number)}</span>
          </Line>
        )}
      </Lines>
    </Group>
  )
}
