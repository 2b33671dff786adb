import { drawBrand, FIRST_BRAND } from './brands.ts';
import { CITIES, type DemoCity, drawCity } from './cities.ts';
import { INDUSTRY_PROFILES } from './industries.ts';
import type { IndustryProfile } from './industry-profile.ts';
import type { SeededRandom } from './random.ts';
import type { Bilingual, DemoEmployer, EmployerSize } from './types.ts';

/** As many as took part in the fair that the demo is modelled on. */
const EMPLOYER_COUNT = 317;

/** An employer with what the other generators need to know of it. */
export type EmployerDraft = { employer: DemoEmployer; profile: IndustryProfile; city: DemoCity };

const SIZES: readonly { size: EmployerSize; weight: number; staff: Bilingual; opennessFactor: number }[] = [
  { size: '1-49', weight: 6, staff: { zh: '近五十人', en: 'just under fifty people' }, opennessFactor: 0.35 },
  { size: '50-149', weight: 20, staff: { zh: '一百多人', en: 'a good hundred people' }, opennessFactor: 0.6 },
  { size: '150-499', weight: 34, staff: { zh: '三百余人', en: 'some three hundred people' }, opennessFactor: 0.9 },
  { size: '500-999', weight: 20, staff: { zh: '七百余人', en: 'about seven hundred people' }, opennessFactor: 1.2 },
  { size: '1000-4999', weight: 16, staff: { zh: '近两千人', en: 'nearly two thousand people' }, opennessFactor: 1.7 },
  { size: '5000+', weight: 4, staff: { zh: '六千余人', en: 'over six thousand people' }, opennessFactor: 2.4 },
];

/** How many openings a position of such an employer has, compared with others. */
export function opennessOf(size: EmployerSize): number {
  return SIZES.find((entry) => entry.size === size)?.opennessFactor ?? 1;
}

/** Second sentences; `{staff}` is filled in. */
const STRENGTHS: readonly Bilingual[] = [
  { zh: '公司现有{staff}，研发人员约占三成。', en: 'It employs {staff}, about a third of them in development.' },
  {
    zh: '团队规模{staff}，建有自己的实验室和试制车间。',
    en: 'A team of {staff} works with its own laboratory and prototype shop.',
  },
  { zh: '目前{staff}，产品销往二十多个省份。', en: 'It has {staff} and sells to more than twenty provinces.' },
  {
    zh: '公司有{staff}，在长三角和湖北设有服务网点。',
    en: 'With {staff}, it keeps service points in the Yangtze Delta and in Hubei.',
  },
  {
    zh: '现有员工{staff}，近三年营业收入平稳增长。',
    en: 'It employs {staff} and has grown steadily over the last three years.',
  },
  {
    zh: '公司{staff}，与多所高校共建实习基地。',
    en: 'It has {staff} and runs internship programmes with several universities.',
  },
  {
    zh: '{staff}的团队平均年龄三十一岁，管理扁平。',
    en: 'Its team of {staff} is thirty-one on average, with flat ranks.',
  },
];

const PROMISES: readonly Bilingual[] = [
  {
    zh: '应届生入职有导师一对一带教，并提供两年轮岗机会。',
    en: 'Graduates get a mentor of their own and may rotate for two years.',
  },
  {
    zh: '提供人才公寓、免费工作餐和班车。',
    en: 'It offers staff flats, free meals at work and a shuttle bus.',
  },
  {
    zh: '试用期三个月，入职即缴纳五险一金。',
    en: 'Probation is three months, with full social insurance from day one.',
  },
  { zh: '支持在职攻读学位和考取职业资格。', en: 'Part-time degrees and professional licences are supported.' },
  {
    zh: '湖北籍毕业生可优先分配至武汉基地。',
    en: 'Graduates from Hubei are placed at the Wuhan site first if they wish.',
  },
  { zh: '双休，弹性工作时间，年度体检。', en: 'Two-day weekends, flexible hours and a yearly health check.' },
  { zh: '每年安排两次调薪评估，晋升通道公开。', en: 'Pay is reviewed twice a year and promotion paths are public.' },
  {
    zh: '面试当天反馈结果，外地毕业生报销入职路费。',
    en: 'Interview results come the same day; travel to the first day is paid.',
  },
];

function introOf(
  random: SeededRandom,
  shortName: Bilingual,
  city: Bilingual,
  product: Bilingual,
  size: EmployerSize,
): Bilingual {
  const founded = String(random.int(1996, 2021));
  const staff = SIZES.find((entry) => entry.size === size)?.staff ?? { zh: '', en: '' };
  const opening = random.pick<Bilingual>([
    {
      zh: `${shortName.zh}成立于${founded}年，总部位于${city.zh}，主要从事${product.zh}。`,
      en: `Founded in ${founded} and based in ${city.en}, ${shortName.en} works on ${product.en}.`,
    },
    {
      zh: `${shortName.zh}自${founded}年起专注于${product.zh}，总部设在${city.zh}。`,
      en: `${shortName.en} has focused on ${product.en} since ${founded}; its head office is in ${city.en}.`,
    },
    {
      zh: `总部位于${city.zh}的${shortName.zh}，业务以${product.zh}为主，创立于${founded}年。`,
      en: `${shortName.en} of ${city.en} was founded in ${founded}; its main business is ${product.en}.`,
    },
  ]);
  const strength = random.pick(STRENGTHS);
  const promise = random.pick(PROMISES);
  return {
    zh: opening.zh + strength.zh.replace('{staff}', staff.zh) + promise.zh,
    en: `${opening.en} ${strength.en.replace('{staff}', staff.en)} ${promise.en}`,
  };
}

/** Draws all employers; number 0 is always 启衡装备 of Wuxi, with two desks. */
export function generateEmployers(random: SeededRandom): EmployerDraft[] {
  const brands = new Set<string>([FIRST_BRAND.zh, FIRST_BRAND.en]);
  const boothsInHall = new Map<string, number>();
  const drafts: EmployerDraft[] = [];
  const [firstProfile] = INDUSTRY_PROFILES;
  const [firstCity] = CITIES;
  if (firstProfile === undefined || firstCity === undefined) throw new Error('The demo lexicon is empty.');

  for (let index = 0; index < EMPLOYER_COUNT; index += 1) {
    const isFirst = index === 0;
    const profile = isFirst ? firstProfile : random.pickWeighted(INDUSTRY_PROFILES, (entry) => entry.weight);
    const city = isFirst ? firstCity : drawCity(random);
    const brand = isFirst ? FIRST_BRAND : drawBrand(random, brands);
    const suffix = isFirst ? { zh: '装备', en: 'Equipment' } : random.pick(profile.suffixes);
    const product = random.pick(profile.products);
    const { size } = isFirst ? { size: '500-999' as const } : random.pickWeighted(SIZES, (entry) => entry.weight);
    const shortName = { zh: `${brand.zh}${suffix.zh}`, en: `${brand.en} ${suffix.en}` };
    const booth = (boothsInHall.get(profile.hallKey) ?? 0) + 1;
    boothsInHall.set(profile.hallKey, booth);
    drafts.push({
      profile,
      city,
      employer: {
        slug: brand.en.toLowerCase(),
        name: { zh: `${city.name.zh}${shortName.zh}有限公司`, en: `${shortName.en} (${city.name.en}) Co., Ltd.` },
        shortName,
        industry: profile.industry,
        city: city.name,
        size,
        intro: introOf(random, shortName, city.name, product, size),
        hallKey: profile.hallKey,
        boothNumber: `${profile.hallKey}-${String(booth).padStart(3, '0')}`,
        desks: isFirst || random.chance(0.35) ? 2 : 1,
      },
    });
  }
  return drafts;
}
