import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useLayoutEffect } from 'react'
import { usePreferences } from './data/hooks.ts'
import { preferences } from './data/preferences.ts'
import type { createAppRouter } from './router.tsx'
import { chooseLocale } from './words/locale.ts'
import { WordsProvider } from './words/words-provider.tsx'

type AppProps = { router: ReturnType<typeof createAppRouter> }

/** The page in the agent's language, colours and density. */
export function App({ router }: AppProps) {
  const { locale, theme, density } = usePreferences()

  // Before the paint: no flash of the other theme.
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    dataset['density'] = density
    if (theme === 'system') delete dataset['theme']
    else dataset['theme'] = theme
  }, [theme, density])

  useEffect(() => {
    // Storage events come from the other tabs only.
    const follow = () => preferences.reread()
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])

  return (
    <WordsProvider locale={locale === 'system' ? chooseLocale(navigator.languages) : locale}>
      <RouterProvider router={router} />
    </WordsProvider>
  )
}
