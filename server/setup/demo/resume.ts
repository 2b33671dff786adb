import type { DemoCity } from './cities.ts';
import type { EmployerDraft } from './employers.ts';
import { majorOf, type StudyField } from './majors.ts';
import type { PersonName } from './names.ts';
import type { SeededRandom } from './random.ts';
import { type ExperienceTemplate, fillNumbers, type ResumeKit } from './resume-kit.ts';
import { RESUME_KITS } from './resume-kits.ts';
import type { DemoDegree, DemoResume, ResumeExperience, UniversityKey } from './types.ts';
import { universityOf } from './universities.ts';

/** What is known of a graduate before the résumé is written. */
export type ResumeSubject = PersonName & {
  university: UniversityKey;
  majorCode: string;
  degree: DemoDegree;
  graduationYear: number;
  studentNumber: string;
  phone: string;
  email: string;
  wishCities: readonly DemoCity[];
  /** The last summer that is over: internships were in it. */
  lastSummer: number;
};

const CAMPUS: readonly ExperienceTemplate[] = [
  {
    organization: '学院学生会',
    role: '实践部部长',
    points: ['组织宣讲与参观活动 {4-12} 场，服务同学 {200-900} 人次', '带领 {8-20} 人的团队，完善活动流程手册'],
  },
  {
    organization: '校青年志愿者协会',
    role: '项目负责人',
    points: ['策划社区服务项目 {3-8} 个，累计志愿时长 {60-180} 小时', '对接社区与学院，招募志愿者 {40-150} 人'],
  },
  {
    organization: '班级',
    role: '班长',
    points: ['协助辅导员管理 {28-46} 人班级，班级获评校级先进集体', '组织学风活动 {6-15} 次，编写复习资料 {3-8} 份'],
  },
  {
    organization: '大学生科技协会',
    role: '技术组组长',
    points: ['开设新生培训 {6-14} 课时，编写讲义 {3-7} 份', '组织竞赛选拔，指导队伍 {4-10} 支'],
  },
];

/** Halls of the employers where students of a field intern; any hall where there is no entry. */
const INTERNSHIP_HALLS: Partial<Record<StudyField, readonly string[]>> = {
  mechanical: ['A', 'B'],
  vehicle: ['B'],
  electrical: ['A', 'B', 'C'],
  electronics: ['C'],
  computing: ['D'],
  biofood: ['E'],
  chemistry: ['F'],
  textile: ['F'],
  civil: ['G'],
  environment: ['G'],
};

const LANGUAGES: readonly (readonly string[])[] = [
  ['英语四级（{430-560} 分）', '普通话二级甲等'],
  ['英语六级（{430-540} 分）', '普通话二级甲等'],
  ['英语六级（{440-570} 分）', '日语 N3'],
  ['英语四级（{440-550} 分）', '计算机二级'],
];

const SUMMARIES: readonly string[] = [
  '{专业}专业{学历}应届毕业生，基础扎实，动手能力强。做事有计划，能在现场发现并解决问题，期待在{城市}从事{岗位}相关工作，愿意从一线做起。',
  '热爱{专业}，有完整的项目与实习经历。沟通顺畅，善于把结果写清楚，希望成为一名可靠的{岗位}，优先考虑{城市}。',
  '学习主动、责任心强，习惯用数据说话。大学期间坚持参加竞赛与社会实践，希望加入务实的团队，应聘{岗位}，工作地点首选{城市}。',
  '性格沉稳、抗压能力好，具备团队协作经验。对{岗位}有清晰认识，可尽早到岗实习，意向城市{城市}。',
];

const DEGREE_ZH: Readonly<Record<DemoDegree, string>> = {
  associate: '专科',
  bachelor: '本科',
  master: '硕士',
  doctor: '博士',
};

function experienceOf(
  random: SeededRandom,
  kind: ResumeExperience['kind'],
  template: ExperienceTemplate,
  organization: string,
  from: string,
  to: string,
): ResumeExperience {
  const points = template.points.map((point) => fillNumbers(random, point));
  return { kind, from, to, organization, role: template.role, points };
}

function experiencesOf(
  random: SeededRandom,
  kit: ResumeKit,
  hosts: readonly EmployerDraft[],
  summer: number,
): ResumeExperience[] {
  const experiences: ResumeExperience[] = [];
  if (random.chance(0.8)) {
    const template = random.pick(kit.internships);
    const host = random.pick(hosts).employer.shortName.zh;
    const department = `${host} · ${template.organization}`;
    experiences.push(experienceOf(random, 'internship', template, department, `${summer}.07`, `${summer}.09`));
  }
  random.sample(kit.projects, random.int(1, 2)).forEach((template, index) => {
    const year = summer - index;
    experiences.push(experienceOf(random, 'project', template, template.organization, `${year}.03`, `${year}.06`));
  });
  if (random.chance(0.75)) {
    const template = random.pick(CAMPUS);
    experiences.push(
      experienceOf(random, 'campus', template, template.organization, `${summer - 2}.09`, `${summer - 1}.06`),
    );
  }
  return experiences;
}

/** Writes a résumé that fits the graduate's field of study. */
export function writeResume(
  random: SeededRandom,
  subject: ResumeSubject,
  employers: readonly EmployerDraft[],
): DemoResume {
  const major = majorOf(subject.majorCode);
  const university = universityOf(subject.university);
  const kit = RESUME_KITS[major.field];
  const halls = INTERNSHIP_HALLS[major.field];
  const hosts = employers.filter(({ employer }) => halls?.includes(employer.hallKey) ?? true);
  const wishPosition = random.pick(kit.wishes);
  const [firstCity] = subject.wishCities;
  const summary = random
    .pick(SUMMARIES)
    .replace('{专业}', major.name.zh)
    .replace('{学历}', DEGREE_ZH[subject.degree])
    .replace('{岗位}', wishPosition)
    .replace('{城市}', firstCity?.name.zh ?? university.city.zh);
  return {
    name: subject.name,
    pinyinName: subject.pinyinName,
    gender: subject.gender,
    university: university.name.zh,
    universityEn: university.name.en,
    major: major.name.zh,
    majorEn: major.name.en,
    degree: subject.degree,
    graduationYear: subject.graduationYear,
    studentNumber: subject.studentNumber,
    phone: subject.phone,
    email: subject.email,
    wishCities: subject.wishCities.map((city) => city.name.zh),
    wishPosition,
    gpa: `${(2.8 + random.next() * 1.1).toFixed(2)} / 4.00`,
    courses: random.sample(kit.courses, 6),
    skills: random.sample(kit.skills, 5),
    languages: random.pick(LANGUAGES).map((language) => fillNumbers(random, language)),
    awards: random.sample(kit.awards, random.int(1, 3)),
    experiences: experiencesOf(random, kit, hosts, subject.lastSummer),
    summary,
  };
}
