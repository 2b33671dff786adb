import { drawCity } from './cities.ts';
import { type EmployerDraft, opennessOf } from './employers.ts';
import { POSITION_FAMILIES } from './position-families.ts';
import type { PositionFamily } from './position-family.ts';
import type { SeededRandom } from './random.ts';
import type { Bilingual, DemoDegree, DemoPosition } from './types.ts';

/** About what all openings come to; the fair must have more than 18,000. */
const OPENINGS_AIM = 18_420;

/** Lowest first. */
export const DEGREES: readonly DemoDegree[] = ['associate', 'bachelor', 'master', 'doctor'];

const DEGREE_WAGE: Record<DemoDegree, number> = { associate: 0.85, bachelor: 1, master: 1.25, doctor: 1.7 };

const BENEFITS: readonly Bilingual[] = [
  {
    zh: '五险一金，包住宿，餐补每月四百元。',
    en: 'Social insurance, housing and a meal allowance of CNY 400 a month.',
  },
  { zh: '五险一金，双休，年终奖一至三个月。', en: 'Social insurance, two-day weekends, one to three months’ bonus.' },
  { zh: '提供导师带教和一年轮岗培养。', en: 'A mentor and a year of rotation are provided.' },
  { zh: '签约后可先实习，实习期按天计薪。', en: 'You may start as an intern after signing, paid by the day.' },
  {
    zh: '提供人才公寓，落户与安家补贴按当地政策协助办理。',
    en: 'Staff flats; help with registration and local settlement grants.',
  },
  { zh: '项目奖金另计，优秀者半年内可调薪。', en: 'Project bonuses on top; good people are raised within six months.' },
];

function describe(random: SeededRandom, family: PositionFamily): Bilingual {
  const duties = random.sample(family.duties, 3);
  const asks = random.sample(family.asks, 2);
  const benefit = random.pick(BENEFITS);
  const dutiesZh = duties.map((duty, index) => `${index + 1}. ${duty.zh}`).join('；\n');
  const dutiesEn = duties.map((duty, index) => `${index + 1}. ${capital(duty.en)}`).join(';\n');
  return {
    zh: `工作内容：\n${dutiesZh}。\n任职要求：${asks.map((ask) => ask.zh).join('；')}。\n${benefit.zh}`,
    en: `What you will do:\n${dutiesEn}.\nWhat we ask: ${asks.map((ask) => ask.en).join('; ')}.\n${benefit.en}`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function salaryOf(random: SeededRandom, family: PositionFamily, wage: number, lowest: DemoDegree): [number, number] {
  const factor = wage * DEGREE_WAGE[lowest] * (0.94 + random.next() * 0.16);
  const roundedTo500 = (thousands: number) => Math.round((thousands * factor * 1000) / 500) * 500;
  const low = roundedTo500(family.salaryK[0]);
  return [low, Math.max(low + 1000, roundedTo500(family.salaryK[1]))];
}

/** The degrees a position names, from `lowest` up. */
function degreesFrom(random: SeededRandom, lowest: DemoDegree): DemoDegree[] {
  const from = DEGREES.indexOf(lowest);
  const reach = lowest === 'doctor' ? 0 : lowest === 'master' ? 1 : random.int(1, 2);
  return DEGREES.slice(from, from + reach + 1);
}

function drawPosition(
  random: SeededRandom,
  draft: EmployerDraft,
  employer: number,
  family: PositionFamily,
): DemoPosition {
  const [lowest] = random.pickWeighted(family.lowestDegree, ([, weight]) => weight);
  const city = random.chance(0.82) ? draft.city : drawCity(random);
  const [salaryMin, salaryMax] = salaryOf(random, family, city.wage, lowest);
  const majorCount = random.int(2, Math.max(2, family.majorCodes.length));
  // The first code of a family is its very own major: always asked for.
  const [core, ...others] = family.majorCodes;
  return {
    employer,
    title: random.pick(family.titles),
    openings: 1,
    majorCodes: core === undefined ? [] : [core, ...random.sample(others, majorCount - 1)].sort(),
    degrees: degreesFrom(random, lowest),
    city: city.name,
    salaryMin,
    salaryMax,
    description: describe(random, family),
  };
}

/** The first booth's first position, which the demo graduate of vehicle engineering fits. */
function asFirstPosition(position: DemoPosition): DemoPosition {
  return {
    ...position,
    title: { zh: '机械设计工程师（车辆方向）', en: 'Mechanical Design Engineer (Vehicles)' },
    majorCodes: ['080201', '080202', '080207'],
    degrees: ['bachelor', 'master'],
  };
}

/** Draws four to nine positions for each employer, and deals out the openings among them. */
export function generatePositions(random: SeededRandom, drafts: readonly EmployerDraft[]): DemoPosition[] {
  const positions: DemoPosition[] = [];
  const weights: number[] = [];
  drafts.forEach((draft, employer) => {
    const keys = draft.profile.families;
    const wanted = employer === 0 ? 7 : random.int(4, 9);
    // The first keys of a profile are its core trade, so they come more often than the rest.
    const core = random.sample(keys.slice(0, 5), Math.min(3, wanted));
    const rest = random.sample(
      keys.filter((key) => !core.includes(key)),
      wanted - core.length,
    );
    const chosen = employer === 0 ? (['mechanicalDesign', ...keys.slice(1, wanted)] as const) : [...core, ...rest];
    chosen.forEach((key, place) => {
      const family = POSITION_FAMILIES[key];
      const position = drawPosition(random, draft, employer, family);
      positions.push(employer === 0 && place === 0 ? asFirstPosition(position) : position);
      const degreeFactor = position.degrees[0] === 'master' || position.degrees[0] === 'doctor' ? 0.4 : 1;
      weights.push(family.headcount * opennessOf(draft.employer.size) * degreeFactor * (0.4 + random.next() * 1.6));
    });
  });
  const perWeight = OPENINGS_AIM / weights.reduce((sum, weight) => sum + weight, 0);
  return positions.map((position, index) => ({
    ...position,
    openings: Math.max(1, Math.round((weights[index] ?? 0) * perWeight)),
  }));
}
