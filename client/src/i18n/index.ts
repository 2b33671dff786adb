import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { LOCALES, type Locale } from '#shared/rules/terms.ts';

const STORED = 'cloudfair.locale';
const NAMESPACE = 'texts';

function firstLocale(): Locale {
  const stored = localStorage.getItem(STORED);
  const wished = [stored ?? '', ...navigator.languages];
  for (const tag of wished) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return LOCALES[0];
}

void i18next.init({
  lng: firstLocale(),
  fallbackLng: 'zh-CN',
  supportedLngs: [...LOCALES],
  resources: {},
  ns: [NAMESPACE],
  interpolation: { escapeValue: false },
  initAsync: false,
});
document.documentElement.lang = i18next.language;

i18next.on('languageChanged', (locale) => {
  document.documentElement.lang = locale;
});

type Texts = Record<string, string>;
/** `waiting_other` is asked for as `waiting` with a count; English adds `waiting_one` beside it. */
type KeyOf<T extends Texts> = { [K in keyof T & string]: K extends `${infer Base}_other` ? Base : K }[keyof T & string];
type Singulars<T extends Texts> = {
  [K in keyof T & string as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string;
};
/** English texts have the keys of the Chinese ones, and singulars for what is counted. */
export type SameTexts<T extends Texts> = { [K in keyof T]: string } & Singulars<T>;

/** Values put into a text at `{{name}}`. `count` chooses singular or plural. */
export type TextValues = Record<string, string | number>;
export type Translate<T extends Texts> = (key: KeyOf<T>, values?: TextValues) => string;

/**
 * Adds a feature's texts in both languages and gives the hook that reads them:
 * `export const useFloorTexts = addTexts('floor', { 'zh-CN': zh, en });` then `const t = useFloorTexts(); t('search')`.
 * A key that English lacks is a type error, and so is an unknown key.
 */
export function addTexts<const T extends Texts>(
  namespace: string,
  texts: { 'zh-CN': T; en: SameTexts<T> },
): () => Translate<T> {
  i18next.addResourceBundle('zh-CN', namespace, texts['zh-CN'], true, true);
  i18next.addResourceBundle('en', namespace, texts.en, true, true);
  return () => {
    const fixed = i18next.getFixedT(useLocale(), namespace) as unknown as (key: string, values: TextValues) => string;
    return (key, values) => fixed(key, values ?? {});
  };
}

/** The language on the screen. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribeLocale, currentLocale);
}

/** The language on the screen, outside of components. */
export function currentLocale(): Locale {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** Changes the language of the screen and remembers it on this device. */
export function setLocale(locale: Locale): void {
  localStorage.setItem(STORED, locale);
  void i18next.changeLanguage(locale);
}

/** Takes over the language of an account, unless one was chosen on this device. */
export function adoptLocale(locale: Locale): void {
  if (localStorage.getItem(STORED) === null && locale !== currentLocale()) void i18next.changeLanguage(locale);
}

/** Listens for a change of language; the answer stops listening. */
export function subscribeLocale(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

/** A text that the server gives in both languages. */
export type BilingualText = { zh: string; en: string };

/** The text of a bilingual in the language on the screen. */
export function pick(text: BilingualText, locale: Locale): string {
  return locale === 'en' ? text.en || text.zh : text.zh || text.en;
}

/** Joins names as the language on the screen does: `甲、乙` or `a, b`. */
export function useList(): (names: readonly string[]) => string {
  const separator = useLocale() === 'en' ? ', ' : '、';
  return (names) => names.join(separator);
}

/** A function that picks the text of bilinguals in the language on the screen. */
export function usePick(): (text: BilingualText) => string {
  const locale = useLocale();
  return (text) => pick(text, locale);
}
