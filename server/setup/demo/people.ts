import type { EmployerDraft } from './employers.ts';
import { drawName, mailName } from './names.ts';
import type { SeededRandom } from './random.ts';
import type { Bilingual, DemoRecruiter, DemoStaff, UniversityKey } from './types.ts';
import { UNIVERSITY_MAIL_DOMAIN } from './universities.ts';

const RECRUITER_TITLES: readonly Bilingual[] = [
  { zh: '招聘经理', en: 'Recruiting Manager' },
  { zh: '人力资源主管', en: 'HR Supervisor' },
  { zh: '校园招聘专员', en: 'Campus Recruiter' },
  { zh: '人力资源业务伙伴', en: 'HR Business Partner' },
  { zh: '技术部经理', en: 'Engineering Manager' },
  { zh: '研发主管', en: 'Development Lead' },
];

/** Draws a recruiter for each desk; those of the first booth have the mailboxes `recruiter` and `recruiter2`. */
export function generateRecruiters(
  random: SeededRandom,
  drafts: readonly EmployerDraft[],
  takenNames: Set<string>,
): DemoRecruiter[] {
  return drafts.flatMap(({ employer }, index) =>
    Array.from({ length: employer.desks }, (_, desk): DemoRecruiter => {
      const { name, pinyinName } = drawName(random, takenNames, 0.55);
      const local =
        index > 0 ? `${mailName(pinyinName)}${desk === 0 ? '' : desk + 1}` : `recruiter${desk === 0 ? '' : desk + 1}`;
      return {
        employer: index,
        name,
        pinyinName,
        title: random.pick(RECRUITER_TITLES),
        email: `${local}@${employer.slug}.demo.cloudfair.example`,
      };
    }),
  );
}

/** Draws the people who run the fair, in the order organizer of the host, organizer of the partner, admin, counsellor. */
export function generateStaff(random: SeededRandom, takenNames: Set<string>): DemoStaff[] {
  const member = (
    role: DemoStaff['role'],
    university: UniversityKey | null,
    title: Bilingual,
    domain: string,
  ): DemoStaff => {
    const { name, pinyinName } = drawName(random, takenNames);
    return { role, university, name, pinyinName, title, email: `${role}@${domain}` };
  };
  const centre = { zh: '就业指导中心老师', en: 'Careers Centre Officer' };
  return [
    member('organizer', 'jiangnan', centre, UNIVERSITY_MAIL_DOMAIN.jiangnan),
    member('organizer', 'wuhan-huaxia', centre, UNIVERSITY_MAIL_DOMAIN['wuhan-huaxia']),
    member('admin', null, { zh: '平台管理员', en: 'Site Administrator' }, 'site.demo.cloudfair.example'),
    member(
      'counsellor',
      'wuhan-huaxia',
      { zh: '毕业班辅导员', en: 'Final-Year Counsellor' },
      UNIVERSITY_MAIL_DOMAIN['wuhan-huaxia'],
    ),
  ];
}
