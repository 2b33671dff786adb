import type { PositionFamilyKey } from './position-families.ts';
import type { Bilingual, DemoIndustry } from './types.ts';

/** A kind of employer: what it is called, what it makes, and whom it looks for. */
export type IndustryProfile = {
  industry: DemoIndustry;
  hallKey: string;
  /** How often, among the demo employers. */
  weight: number;
  /** Last part of the employer's name: 装备 / Equipment. */
  suffixes: readonly Bilingual[];
  /** What it does, to follow 主要从事 / "works on". */
  products: readonly Bilingual[];
  families: readonly PositionFamilyKey[];
};

/** Sections of GB/T 4754-2017 (国民经济行业分类) that the demo uses. */
export const SECTIONS = {
  C: { code: 'C', name: { zh: '制造业', en: 'Manufacturing' } },
  D: {
    code: 'D',
    name: { zh: '电力、热力、燃气及水生产和供应业', en: 'Production and supply of electricity, heat, gas and water' },
  },
  E: { code: 'E', name: { zh: '建筑业', en: 'Construction' } },
  F: { code: 'F', name: { zh: '批发和零售业', en: 'Wholesale and retail trade' } },
  G: { code: 'G', name: { zh: '交通运输、仓储和邮政业', en: 'Transport, storage and post' } },
  I: {
    code: 'I',
    name: {
      zh: '信息传输、软件和信息技术服务业',
      en: 'Information transmission, software and information technology services',
    },
  },
  J: { code: 'J', name: { zh: '金融业', en: 'Finance' } },
  L: { code: 'L', name: { zh: '租赁和商务服务业', en: 'Leasing and business services' } },
  M: { code: 'M', name: { zh: '科学研究和技术服务业', en: 'Scientific research and technical services' } },
  N: {
    code: 'N',
    name: { zh: '水利、环境和公共设施管理业', en: 'Water conservancy, environment and public facilities' },
  },
  P: { code: 'P', name: { zh: '教育', en: 'Education' } },
  R: { code: 'R', name: { zh: '文化、体育和娱乐业', en: 'Culture, sports and entertainment' } },
} satisfies Record<string, DemoIndustry>;

/** `装备/Equipment；精密/Precision` -> pairs. */
export function pairs(text: string): readonly Bilingual[] {
  return text.split('；').map((entry) => {
    const cut = entry.indexOf('/');
    return { zh: entry.slice(0, cut), en: entry.slice(cut + 1) };
  });
}
