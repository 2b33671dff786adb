import type { Role } from '#shared/rules/terms.ts';
import { DEMO_NOTICE } from './fair.ts';
import type { DemoData } from './types.ts';

/** One of the printed demo accounts. */
export type DemoSignIn = { role: Role; name: string; about: { zh: string; en: string }; email: string };
/** What the welcome page of a demo offers. */
export type DemoAccess = { notice: { zh: string; en: string }; password: string; signIns: DemoSignIn[] };

/** The password of every demo account; the demo holds no real person, and never runs on a database of one's own. */
export const DEMO_PASSWORD = 'cloudfair-demo';

/** The sign-ins of a generated demo. */
export function demoAccess(data: DemoData): DemoAccess {
  const { graduates, recruiters, staff, signIns } = data;
  const graduate = (index: number, about: DemoSignIn['about']) => person('graduate', graduates[index], about);
  const recruiter = (index: number) => {
    const found = recruiters[index];
    const employer = found && data.employers[found.employer];
    return person('recruiter', found, { zh: employer?.shortName.zh ?? '', en: employer?.shortName.en ?? '' });
  };
  const member = (index: number) => {
    const found = staff[index];
    return person(found?.role ?? 'organizer', found, found?.title ?? { zh: '', en: '' });
  };
  return {
    notice: DEMO_NOTICE,
    password: DEMO_PASSWORD,
    signIns: [
      graduate(signIns.graduate, { zh: '武汉华夏理工学院 · 车辆工程', en: 'Wuhan Huaxia · vehicle engineering' }),
      graduate(signIns.secondGraduate, { zh: '江南大学', en: 'Jiangnan University' }),
      recruiter(signIns.recruiter),
      recruiter(signIns.secondRecruiter),
      member(signIns.organizer),
      member(signIns.partnerOrganizer),
      member(signIns.counsellor),
      member(signIns.admin),
    ],
  };
}

function person(
  role: Role,
  found: { name: string; email: string } | undefined,
  about: DemoSignIn['about'],
): DemoSignIn {
  if (found === undefined) throw new Error(`the demo has no ${role} to sign in as`);
  return { role, name: found.name, about, email: found.email };
}
