/** Where `item` stands or would stand in a sorted list: the first place whose item is not above it. */
export function placeOf<T>(sorted: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = sorted[middle]
    if (other !== undefined && compare(other, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Changes the list in place: a copy for every row that moves would cost as much as the list is long. */
export function insertSorted<T>(sorted: T[], item: T, compare: (a: T, b: T) => number): void {
  sorted.splice(placeOf(sorted, item, compare), 0, item)
}

/** Changes the list in place; an item that is not there is left alone. */
export function removeSorted<T>(sorted: T[], item: T, compare: (a: T, b: T) => number): void {
  const place = placeOf(sorted, item, compare)
  const found = sorted[place]
  if (found !== undefined && compare(found, item) === 0) sorted.splice(place, 1)
}
