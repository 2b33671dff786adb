import type { SeededRandom } from './random.ts';
import type { Bilingual } from './types.ts';

/** The two syllables a generated company is called by: 启衡 / Qiheng. */
const FIRST =
  '启Qi 澜Lan 沐Mu 砺Li 昱Yu 翊Yi 祺Qi 珩Heng 璟Jing 煜Yu 栩Xu 朔Shuo 泓Hong 沁Qin 榆Yu 桐Tong 楷Kai 岚Lan 峤Qiao 嵘Rong 苇Wei ' +
  '芷Zhi 蔚Wei 皓Hao 晟Sheng 曜Yao 辰Chen 霁Ji 穗Sui 禾He 笙Sheng 筑Zhu 锐Rui 钰Yu 铎Duo 骏Jun 隽Jun 稷Ji 臻Zhen 旻Min 颂Song 箴Zhen';
const SECOND =
  '衡heng 川chuan 源yuan 拓tuo 维wei 致zhi 程cheng 序xu 野ye 原yuan 泽ze 岳yue 屹yi 航hang 帆fan 桥qiao 陆lu 森sen 图tu 弦xian ' +
  '域yu 格ge 纬wei 研yan 创chuang 联lian 合he 申shen 讯xun 诺nuo 越yue 微wei 和he 安an 同tong';

/** Pairs that a well-known company already goes by; the demo must not seem to speak of it. */
const KNOWN_BRANDS = new Set([
  '禾川',
  '启源',
  '辰致',
  '禾迈',
  '骏创',
  '启帆',
  '锐创',
  '晟合',
  '蔚程',
  '臻图',
  '皓源',
  '禾原',
]);

/** The brand of the first booth; see the README's main job. */
export const FIRST_BRAND: Bilingual = { zh: '启衡', en: 'Qiheng' };

function parts(text: string): readonly Bilingual[] {
  return text.split(' ').map((entry) => ({ zh: entry.slice(0, 1), en: entry.slice(1) }));
}

const FIRST_PARTS = parts(FIRST);
const SECOND_PARTS = parts(SECOND);

/** Draws a brand that differs from all in `taken` in Chinese and in pinyin, and puts both in. */
export function drawBrand(random: SeededRandom, taken: Set<string>): Bilingual {
  for (;;) {
    const first = random.pick(FIRST_PARTS);
    const second = random.pick(SECOND_PARTS);
    const brand = { zh: first.zh + second.zh, en: first.en + second.en };
    if (KNOWN_BRANDS.has(brand.zh) || taken.has(brand.zh) || taken.has(brand.en)) continue;
    taken.add(brand.zh).add(brand.en);
    return brand;
  }
}
