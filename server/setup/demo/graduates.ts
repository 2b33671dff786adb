import { type DemoCity, drawCity } from './cities.ts';
import type { EmployerDraft } from './employers.ts';
import { MAJORS } from './majors.ts';
import { drawName, mailName } from './names.ts';
import type { SeededRandom } from './random.ts';
import { writeResume } from './resume.ts';
import type { DemoDegree, DemoFair, DemoGraduate, UniversityKey } from './types.ts';
import { UNIVERSITY_MAIL_DOMAIN } from './universities.ts';

/** As many as took part in the fair that the demo is modelled on: 483 in all. */
const GRADUATE_COUNT: Readonly<Record<UniversityKey, number>> = { 'wuhan-huaxia': 300, jiangnan: 183 };

const DEGREE_WEIGHTS: Readonly<Record<UniversityKey, readonly (readonly [DemoDegree, number])[]>> = {
  'wuhan-huaxia': [['bachelor', 1]],
  jiangnan: [
    ['bachelor', 60],
    ['master', 34],
    ['doctor', 6],
  ],
};

const YEARS_OF_STUDY: Readonly<Record<DemoDegree, number>> = { associate: 3, bachelor: 4, master: 3, doctor: 4 };

/** The two graduates whose sign-ins `npm start` prints; both fit the first position of the first booth. */
const NAMED: readonly { university: UniversityKey; majorCode: string; mailbox: string }[] = [
  { university: 'wuhan-huaxia', majorCode: '080207', mailbox: 'graduate' },
  { university: 'jiangnan', majorCode: '080201', mailbox: 'graduate2' },
];

/** Calendar year and month (1 to 12) in Shanghai, which has had no daylight saving time since 1991. */
function shanghaiMonth(now: Date): { year: number; month: number } {
  const shifted = new Date(now.getTime() + 8 * 3_600_000);
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1 };
}

/** The year whose June comes next, or is now. */
export function comingGraduationYear(now: Date): number {
  const { year, month } = shanghaiMonth(now);
  return month <= 6 ? year : year + 1;
}

/** The last year whose July to September is over. */
function lastSummer(now: Date): number {
  const { year, month } = shanghaiMonth(now);
  return month >= 10 ? year : year - 1;
}

function freeMailbox(wanted: string, domain: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const address = `${wanted}${number === 1 ? '' : number}@${domain}`;
    if (taken.has(address)) continue;
    taken.add(address);
    return address;
  }
}

function drawWishCities(random: SeededRandom): DemoCity[] {
  return [...new Set(Array.from({ length: random.int(1, 3) }, () => drawCity(random)))];
}

/**
 * Draws all graduates; numbers 0 and 1 are those whose sign-ins are printed. `takenNames` keeps names of demo people
 * from coming twice.
 */
export function generateGraduates(
  random: SeededRandom,
  now: Date,
  fair: DemoFair,
  employers: readonly EmployerDraft[],
  takenNames: Set<string>,
): DemoGraduate[] {
  const graduationYear = comingGraduationYear(now);
  const takenMail = new Set<string>();
  const seats: (typeof NAMED)[number]['university'][] = NAMED.map((entry) => entry.university);
  for (const university of ['wuhan-huaxia', 'jiangnan'] as const) {
    const named = NAMED.filter((entry) => entry.university === university).length;
    seats.push(...Array.from({ length: GRADUATE_COUNT[university] - named }, () => university));
  }
  return seats.map((university, index) => {
    const named = NAMED[index];
    const person = drawName(random, takenNames);
    const majorCode = named?.majorCode ?? random.pickWeighted(MAJORS, (entry) => entry.share[university]).code;
    const [degree] = named
      ? (['bachelor'] as const)
      : random.pickWeighted(DEGREE_WEIGHTS[university], ([, weight]) => weight);
    const entered = String(graduationYear - YEARS_OF_STUDY[degree]).slice(2);
    const serial = String(index + 1).padStart(4, '0');
    const wishCities = drawWishCities(random);
    const subject = {
      ...person,
      university,
      majorCode,
      degree,
      graduationYear,
      // D for demo: no university numbers its students so.
      studentNumber: `D${entered}${university === 'jiangnan' ? '10' : '20'}${serial}`,
      phone: `100-0000-${serial}`,
      email: freeMailbox(named?.mailbox ?? mailName(person.pinyinName), UNIVERSITY_MAIL_DOMAIN[university], takenMail),
      wishCities,
      lastSummer: lastSummer(now),
    };
    const resume = writeResume(random, subject, employers);
    const openMs = fair.startsAt.getTime() - fair.publishedAt.getTime();
    return {
      university,
      name: person.name,
      pinyinName: person.pinyinName,
      gender: person.gender,
      studentNumber: subject.studentNumber,
      majorCode,
      degree,
      graduationYear,
      wishCities: wishCities.map((city) => city.name),
      phone: subject.phone,
      email: subject.email,
      skills: resume.skills,
      resume,
      resumeFileName: `${person.name}_${resume.major}_简历.pdf`,
      registeredAt: new Date(fair.publishedAt.getTime() + Math.floor(random.next() * openMs * 0.4)),
    };
  });
}
