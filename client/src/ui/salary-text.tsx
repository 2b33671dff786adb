import type { ReactNode } from 'react';
import { useLocale } from '../i18n/index.ts';

/** A monthly salary range (CNY before tax) as the trade writes it: `8–12K`. */
export function SalaryText({ min, max }: { min: number; max: number }): ReactNode {
  const locale = useLocale();
  const thousands = (cny: number) => String(Math.round(cny / 100) / 10);
  const range = `${thousands(min)}–${thousands(max)}K`;
  return <span className="cf-figure">{locale === 'en' ? `CNY ${range}/month` : `${range}/月`}</span>;
}
