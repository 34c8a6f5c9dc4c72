import type { Vendor } from '../vendor.ts'

export function seedDemo(_vendor: Vendor, _options: { conversations: number; seed?: number }): void {}
