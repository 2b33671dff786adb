import { ConfigProvider } from 'antd';
import en from 'antd/es/locale/en_US.js';
import type { Locale as AntdWords } from 'antd/es/locale/index.js';
import zh from 'antd/es/locale/zh_CN.js';
import type { ReactNode } from 'react';
import type { Locale } from '#shared/rules/terms.ts';
import { useLocale } from '../i18n/index.ts';

/** Vite gives the words themselves; TypeScript takes the package for CommonJS and sees them under `default`. */
const WORDS = { en, 'zh-CN': zh } as unknown as Record<Locale, AntdWords>;

/** Gives Ant Design's own words (tables, date pickers) the language on the screen. Only for lazy chunks: it is heavy. */
export function AntdLocale({ children }: { children: ReactNode }): ReactNode {
  return <ConfigProvider locale={WORDS[useLocale()]}>{children}</ConfigProvider>;
}
