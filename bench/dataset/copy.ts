import { constants } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { scratchFolder } from '../scratch.ts'

/** A copy of a prepared database file, for whoever writes to it; instant where the file system shares blocks. */
export async function copyDataset(file: string): Promise<{ folder: string; file: string; remove: () => void }> {
  const { folder, remove } = scratchFolder()
  const copy = path.join(folder, 'sigap.sqlite')
  await copyFile(file, copy, constants.COPYFILE_FICLONE)
  return { folder, file: copy, remove }
}
