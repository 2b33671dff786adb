import type { ReactNode } from 'react';
import { useLocale } from '../i18n/index.ts';

/** A monthly salary range (CNY before tax) as the trade writes it: `8–12K/月`. */
export function SalaryText({ min, max }: { min: number; max: number }): ReactNode {
  const locale = useLocale();
  const thousands = (cny: number) => String(Math.round(cny / 100) / 10);
  const range = `${thousands(min)}–${thousands(max)}K`;
  return <span className="cf-figure">{locale === 'en' ? `¥${range}/mo` : `${range}/月`}</span>;
}
