import { integer, type Store } from '../kit/store.ts'

/** The id that the store gave to the row that was inserted last. */
export function insertedId(store: Store): number {
  return integer(store.get('select last_insert_rowid() as id') ?? {}, 'id')
}
