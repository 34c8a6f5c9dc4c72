import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { preferences } from './data/preferences.ts'
import { createQueryClient } from './query-client.ts'
import { createAppRouter } from './router.tsx'
import { createInboxFor } from './routes/inbox-for.ts'
import { chooseLocale } from './words/locale.ts'
import { wordShelf } from './words/word-shelf.ts'
import './styles.css'

const { locale: wished } = preferences.get()
const locale = wished === 'system' ? chooseLocale(navigator.languages) : wished
const words = wordShelf.speak(locale)

const queryClient = createQueryClient()
const inboxFor = createInboxFor(queryClient, (id) => void router.navigate({ to: '/inbox/$id', params: { id } }))
const router = createAppRouter({ queryClient, inboxFor })
// The first answers are asked for while the words are on their way.
void router.load()

await words
const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no element with the id root.')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
