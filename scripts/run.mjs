// `npm run simulator` and `npm run api-key`: installs what is missing, then runs the program that is named first.
import { ensureDependencies, toolEnvironment } from './install.mjs'
import { launch } from './launch.mjs'

ensureDependencies()
launch(process.argv.slice(2), toolEnvironment())
