type Shelf<V> = { kept: V | null; below: WeakMap<object, Shelf<V>> }

const emptyShelf = <V>(): Shelf<V> => ({ kept: null, below: new WeakMap() })

/** Remembers what was made of some objects for as long as somebody holds them: for whatever follows from data that never change. */
export function oncePer<K extends readonly object[], V extends object>(make: (...keys: K) => V): (...keys: K) => V {
  const root = emptyShelf<V>()
  return (...keys) => {
    let shelf = root
    for (const key of keys) {
      const below = shelf.below.get(key) ?? emptyShelf<V>()
      shelf.below.set(key, below)
      shelf = below
    }
    shelf.kept ??= make(...keys)
    return shelf.kept
  }
}
