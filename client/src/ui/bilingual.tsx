import type { ReactNode } from 'react';
import { type BilingualText, usePick } from '../i18n/index.ts';

/** A bilingual text in the language on the screen. */
export function T({ of }: { of: BilingualText }): ReactNode {
  return usePick()(of);
}
