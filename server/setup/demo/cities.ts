import type { SeededRandom } from './random.ts';
import type { Bilingual } from './types.ts';

/** A city where demo employers sit; `weight` is how often, `wage` the factor on monthly pay. */
export type DemoCity = { name: Bilingual; weight: number; wage: number };

function city(zh: string, en: string, weight: number, wage: number): DemoCity {
  return { name: { zh, en }, weight, wage };
}

/** Around Wuxi and Wuhan first, since the two universities are there. */
export const CITIES: readonly DemoCity[] = [
  city('无锡', 'Wuxi', 20, 1.05),
  city('武汉', 'Wuhan', 20, 1),
  city('苏州', 'Suzhou', 14, 1.1),
  city('上海', 'Shanghai', 12, 1.3),
  city('南京', 'Nanjing', 8, 1.1),
  city('常州', 'Changzhou', 7, 1),
  city('杭州', 'Hangzhou', 6, 1.2),
  city('宁波', 'Ningbo', 4, 1.1),
  city('合肥', 'Hefei', 4, 1),
  city('深圳', 'Shenzhen', 5, 1.3),
  city('广州', 'Guangzhou', 3, 1.15),
  city('北京', 'Beijing', 3, 1.3),
  city('襄阳', 'Xiangyang', 4, 0.85),
  city('宜昌', 'Yichang', 3, 0.85),
  city('黄石', 'Huangshi', 2, 0.8),
  city('荆州', 'Jingzhou', 2, 0.8),
  city('十堰', 'Shiyan', 3, 0.85),
  city('孝感', 'Xiaogan', 2, 0.8),
  city('南通', 'Nantong', 4, 0.95),
  city('泰州', 'Taizhou', 2, 0.9),
  city('扬州', 'Yangzhou', 2, 0.9),
  city('镇江', 'Zhenjiang', 2, 0.9),
  city('嘉兴', 'Jiaxing', 3, 1),
  city('长沙', 'Changsha', 3, 0.95),
  city('成都', 'Chengdu', 3, 1),
  city('东莞', 'Dongguan', 2, 1.05),
  city('西安', 'Xi’an', 2, 0.95),
  city('青岛', 'Qingdao', 2, 0.95),
];

/** Draws a city by its weight. */
export function drawCity(random: SeededRandom): DemoCity {
  return random.pickWeighted(CITIES, (entry) => entry.weight);
}
