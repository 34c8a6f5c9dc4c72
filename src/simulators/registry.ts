import { highlevel } from './highlevel/kind.ts'
import { kirim } from './kirim/kind.ts'
import type { SimulatorKind } from './simulator-kind.ts'
import { teamworkDesk } from './teamwork-desk/kind.ts'
import { wapikit } from './wapikit/kind.ts'

/** Every vendor that can be simulated. */
export const simulatorKinds: readonly SimulatorKind[] = [kirim, wapikit, highlevel, teamworkDesk]
