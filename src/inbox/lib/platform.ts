/** Whether keys are shown and read as on a Mac: ⌘ for what is Ctrl elsewhere. */
export function isMac(navigator: { platform?: string; userAgent?: string } = globalThis.navigator): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform ?? '') || /\bMacintosh\b/.test(navigator.userAgent ?? '')
}
