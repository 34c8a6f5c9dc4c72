/** Small things that must survive a reload, each under a key of its own, so that two tabs never overwrite each other's. */
export type LocalItems = {
  get: (key: string) => string | null
  /** The JSON that is kept under a key; null where there is none, and for what is no JSON. */
  json: (key: string) => unknown
  /** False when the browser would not keep it: full, or forbidden. */
  set: (key: string, value: string) => boolean
  remove: (key: string) => void
  keys: () => string[]
}

export function createLocalItems(storage: Storage | null, prefix: string): LocalItems {
  const get = (key: string) => attempt(() => storage?.getItem(prefix + key) ?? null, null)
  return {
    get,
    json: (key) => attempt((): unknown => JSON.parse(get(key) ?? 'null'), null),
    set: (key, value) =>
      attempt(() => {
        storage?.setItem(prefix + key, value)
        return storage !== null
      }, false),
    remove: (key) => attempt(() => storage?.removeItem(prefix + key), undefined),
    keys: () =>
      attempt(() => {
        const all = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? '')
        return all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
      }, []),
  }
}

/** What the page itself keeps in this browser, whoever is signed in. */
export function pageItems(): LocalItems {
  return createLocalItems(localStorageOrNull(), 'sigap.')
}

/** The page's own storage; null where it is forbidden, which reading the property itself tells by throwing. */
export function localStorageOrNull(): Storage | null {
  return attempt(() => (typeof window === 'undefined' ? null : window.localStorage), null)
}

function attempt<T>(touch: () => T, otherwise: T): T {
  try {
    return touch()
  } catch {
    return otherwise
  }
}
