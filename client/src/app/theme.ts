import { theme as antdTheme, type ThemeConfig } from 'antd';
import { createStore } from '../live/store.ts';

/** What the person chose; `system` follows the device. */
export type ThemeChoice = 'system' | 'light' | 'dark';
export type ThemeName = 'light' | 'dark';

/**
 * The palette: deep teal leads, amber only says "it is your turn", red only loss and ending. Each name becomes the CSS
 * variable `--cf-<name>`; pairs of text on ground keep a contrast of at least 4.5.
 */
const PALETTE = {
  light: {
    ground: '#f4f7f6',
    surface: '#ffffff',
    'surface-2': '#eaf1ef',
    text: '#132220',
    muted: '#51635f',
    line: '#d8e2df',
    primary: '#0b6a66',
    'primary-strong': '#084f4c',
    'primary-text': '#0a5f5b',
    'primary-soft': '#dcefec',
    'on-primary': '#ffffff',
    amber: '#a85a00',
    'amber-soft': '#fff1d2',
    'amber-text': '#7a4300',
    'on-amber': '#ffffff',
    danger: '#b3261e',
    'on-danger': '#ffffff',
    'danger-soft': '#fde8e6',
    'danger-text': '#9c1f18',
    focus: '#0b6a66',
    shadow: '0 1px 2px rgb(16 42 38 / 6%), 0 4px 16px rgb(16 42 38 / 5%)',
  },
  dark: {
    ground: '#0d1514',
    surface: '#16211f',
    'surface-2': '#1f2d2a',
    text: '#e7efed',
    muted: '#a2b4b0',
    line: '#2b3b38',
    primary: '#0f7a75',
    'primary-strong': '#17918b',
    'primary-text': '#6bd3ca',
    'primary-soft': '#12322f',
    'on-primary': '#ffffff',
    amber: '#ffc65c',
    'amber-soft': '#3a2a08',
    'amber-text': '#ffd587',
    'on-amber': '#2a1c00',
    danger: '#ff8f86',
    'on-danger': '#2c0a08',
    'danger-soft': '#3b1715',
    'danger-text': '#ffb1aa',
    focus: '#6bd3ca',
    shadow: '0 1px 2px rgb(0 0 0 / 30%), 0 4px 16px rgb(0 0 0 / 25%)',
  },
} as const;

const STORED = 'cloudfair.theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** The person's choice of theme, remembered on this device. */
export const themeChoice = createStore<ThemeChoice>(storedChoice());
/** The theme on the screen. */
export const themeName = createStore<ThemeName>(nameOf(themeChoice.get()));

function nameOf(choice: ThemeChoice): ThemeName {
  if (choice !== 'system') return choice;
  return system.matches ? 'dark' : 'light';
}

function apply(): void {
  const name = nameOf(themeChoice.get());
  const root = document.documentElement;
  root.dataset.theme = name;
  root.style.colorScheme = name;
  for (const [token, value] of Object.entries(PALETTE[name])) root.style.setProperty(`--cf-${token}`, value);
  themeName.set(name);
}

system.addEventListener('change', apply);
apply();

/** Changes the theme and remembers it on this device. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, choice);
  themeChoice.set(choice);
  apply();
}

/** Ant Design's theme from the same palette. */
export function antdThemeOf(name: ThemeName): ThemeConfig {
  const palette = PALETTE[name];
  return {
    algorithm: name === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: palette.primary,
      colorPrimaryHover: palette['primary-strong'],
      colorPrimaryActive: palette['primary-strong'],
      colorPrimaryText: palette['primary-text'],
      colorLink: palette['primary-text'],
      colorLinkHover: palette['primary-text'],
      colorError: palette.danger,
      colorWarning: palette.amber,
      colorInfo: palette.primary,
      colorSuccess: palette.primary,
      colorText: palette.text,
      colorTextSecondary: palette.muted,
      colorTextDescription: palette.muted,
      colorTextPlaceholder: palette.muted,
      colorBgBase: palette.surface,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      borderRadius: 10,
      controlHeight: 40,
      controlHeightLG: 46,
      fontFamily: 'var(--cf-font)',
      fontSize: 15,
      fontSizeLG: 16,
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        dangerColor: palette['on-danger'],
        contentFontSizeLG: 16,
        defaultHoverColor: palette['primary-text'],
        defaultHoverBorderColor: palette['primary-text'],
        defaultActiveColor: palette['primary-text'],
        defaultActiveBorderColor: palette['primary-text'],
      },
    },
  };
}

/** The nonce that this response's Content-Security-Policy allows styles with. */
export function cspNonce(): string {
  const own = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return own || (document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '');
}
