import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

const SHOWN_MS = 1600

/** Puts a text on the clipboard and says so; without `wide` it is a small picture beside the text. Nothing where the browser gives no clipboard. */
export function CopyButton({ text, label, done, wide }: { text: string; label: string; done: string; wide?: boolean }) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])

  if (!isSecureContext) return null
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true))
  }
  const icon = copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />
  return (
    <>
      {wide === true ? (
        <Button onClick={copy} icon={icon}>
          {copied ? done : label}
        </Button>
      ) : (
        <IconButton label={label} onClick={copy} className="size-6">
          {icon}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {copied ? done : ''}
      </span>
    </>
  )
}
