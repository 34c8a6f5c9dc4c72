import type { Config } from 'tailwindcss'

/** Names say what a colour, size or radius is for; their values for light and dark are in src/inbox/styles.css. */
const role = (name: string) => `var(--${name})`

export default {
  content: ['./index.html', './src/inbox/**/*.tsx'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      white: '#ffffff',
      canvas: role('canvas'),
      surface: role('surface'),
      sunken: role('sunken'),
      hover: role('hover'),
      line: { DEFAULT: role('line'), faint: role('line-faint'), field: role('line-field') },
      ink: {
        DEFAULT: role('ink'),
        secondary: role('ink-secondary'),
        faint: role('ink-faint'),
        decor: role('ink-decor'),
      },
      accent: { DEFAULT: role('accent'), on: role('on-accent'), tint: role('accent-tint') },
      bubble: role('bubble-own'),
      good: { DEFAULT: role('good'), ink: role('good-ink') },
      warning: { DEFAULT: role('warning'), ink: role('warning-ink'), tint: role('warning-tint') },
      bad: { DEFAULT: role('bad'), ink: role('bad-ink'), tint: role('bad-tint') },
      float: { DEFAULT: role('float'), on: role('on-float'), line: role('float-line'), accent: role('float-accent') },
      scrim: role('scrim'),
    },
    // One pane below md, views in a drawer below lg, details in a drawer below xl.
    screens: { sm: '480px', md: '700px', lg: '900px', xl: '1240px' },
    fontSize: {
      tiny: ['11px', '14px'],
      small: ['12px', '16px'],
      base: ['13px', '18px'],
      thread: ['14px', '20px'],
      title: ['15px', '20px'],
      page: ['20px', '28px'],
    },
    borderRadius: { none: '0', small: '4px', control: '7px', card: '10px', bubble: '13px', full: '999px' },
    boxShadow: { none: 'none', float: role('shadow-float') },
    extend: {
      fontFamily: { sans: ['system-ui', 'sans-serif'] },
      spacing: { row: role('row-height') },
    },
  },
} satisfies Config
