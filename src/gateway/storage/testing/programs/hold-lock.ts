import { lockDataDirectory } from '../../data-lock.ts'

// Takes the directory named by its argument, says so, and keeps it until it is killed, however much garbage is collected.
lockDataDirectory(process.argv[2] ?? '')
globalThis.gc?.()
process.stdout.write('locked\n')
process.stdin.resume()
