import { generateEmployers } from './employers.ts';
import { DEMO_NOTICE, demoFair } from './fair.ts';
import { generateGraduates } from './graduates.ts';
import { HALLS } from './halls.ts';
import { HistoryWriter } from './history.ts';
import { MAJORS } from './majors.ts';
import { generateRecruiters, generateStaff } from './people.ts';
import { generatePositions } from './positions.ts';
import { SeededRandom } from './random.ts';
import type { DemoData } from './types.ts';
import { UNIVERSITIES } from './universities.ts';

/** The seed of the fair that `npm start` loads. */
export const DEMO_SEED = 20_200_423;

/**
 * Generates the whole demo fair: 317 employers, over 18,000 openings, 483 graduates with résumés, and some days of
 * history before `now`. The same `seed` and `now` give the same data; `now` only moves times and graduation years.
 */
export function generateDemo({ seed, now }: { seed: number; now: Date }): DemoData {
  const random = new SeededRandom(seed);
  const takenNames = new Set<string>();
  const fair = demoFair(now);
  const drafts = generateEmployers(random.fork('employers'));
  const positions = generatePositions(random.fork('positions'), drafts);
  const graduates = generateGraduates(random.fork('graduates'), now, fair, drafts, takenNames);
  const recruiters = generateRecruiters(random.fork('recruiters'), drafts, takenNames);
  const staff = generateStaff(random.fork('staff'), takenNames);
  const history = new HistoryWriter(random.fork('history'), {
    now,
    fair,
    graduates,
    positions,
    namedGraduates: 2,
    employerCount: drafts.length,
  });
  return {
    generated: true,
    notice: DEMO_NOTICE,
    seed,
    universities: [...UNIVERSITIES],
    majors: MAJORS.map(({ code, name, discipline }) => ({ code, name, discipline })),
    halls: [...HALLS],
    fair,
    employers: drafts.map((draft) => draft.employer),
    positions,
    graduates,
    recruiters,
    staff,
    ...history.write(),
    signIns: {
      graduate: 0,
      secondGraduate: 1,
      recruiter: 0,
      secondRecruiter: 1,
      organizer: 0,
      partnerOrganizer: 1,
      admin: 2,
      counsellor: 3,
    },
  };
}
