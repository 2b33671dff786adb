/**
 * The demo data of a first start, as plain values. Everything but the names of the two universities is generated;
 * nothing here has an id: rows refer to each other by their index in the arrays of `DemoData`, and the loader
 * (`load.ts`) gives them ids.
 */

/** The same text in both languages of the client. */
export type Bilingual = { zh: string; en: string };

export type DemoDegree = 'associate' | 'bachelor' | 'master' | 'doctor';

/** Where in `DemoData.universities` each of the two stands. */
export type UniversityKey = 'jiangnan' | 'wuhan-huaxia';

export type DemoUniversity = {
  key: UniversityKey;
  name: Bilingual;
  city: Bilingual;
  /** `host` runs the fair, `partner` is the paired university in Hubei. */
  role: 'host' | 'partner';
};

/** One line of the national catalogue of undergraduate majors (普通高等学校本科专业目录). */
export type DemoMajor = { code: string; name: Bilingual; discipline: Bilingual };

/** A part of the fair's floor; booths stand in the hall of their employer's industry. */
export type DemoHall = { key: string; name: Bilingual; order: number };

export type DemoFair = {
  name: Bilingual;
  notice: Bilingual;
  universities: UniversityKey[];
  timeZone: 'Asia/Shanghai';
  publishedAt: Date;
  /** Résumés can be dropped from here on, before the fair is live. */
  dropOffOpensAt: Date;
  startsAt: Date;
  /** From here on nobody new may join a line; interviews go on until `endsAt`. */
  closingAt: Date;
  endsAt: Date;
};

export type DemoIndustry = {
  /** Section letter of GB/T 4754-2017. */
  code: string;
  name: Bilingual;
};

export type EmployerSize = '1-49' | '50-149' | '150-499' | '500-999' | '1000-4999' | '5000+';

export type DemoEmployer = {
  /** Stable, unique, `[a-z0-9-]+`; used for e-mail domains and URLs. */
  slug: string;
  name: Bilingual;
  /** The name people say: 启衡装备. */
  shortName: Bilingual;
  industry: DemoIndustry;
  city: Bilingual;
  size: EmployerSize;
  intro: Bilingual;
  /** Key of the hall its booth stands in. */
  hallKey: string;
  /** Number of the booth on the floor, unique in the fair: `A-012`. */
  boothNumber: string;
  /** How many interview desks it staffs, 1 or 2. */
  desks: number;
};

export type DemoPosition = {
  /** Index into `employers`. */
  employer: number;
  title: Bilingual;
  /** How many people it wants to hire (招聘人数); a position is not an opening. */
  openings: number;
  /** Codes out of `majors`; empty means any major. */
  majorCodes: string[];
  /** Degrees it accepts, lowest first. */
  degrees: DemoDegree[];
  city: Bilingual;
  /** CNY a month before tax. */
  salaryMin: number;
  salaryMax: number;
  description: Bilingual;
};

/** A line of a résumé: a project, an internship, an office held. */
export type ResumeExperience = {
  kind: 'internship' | 'project' | 'campus';
  /** `2025.07` to `2025.09`. */
  from: string;
  to: string;
  organization: string;
  role: string;
  points: string[];
};

/** All that a demo résumé says; the Chinese text that `renderResumePdf` sets. */
export type DemoResume = {
  name: string;
  pinyinName: string;
  gender: '男' | '女';
  university: string;
  universityEn: string;
  major: string;
  majorEn: string;
  degree: DemoDegree;
  graduationYear: number;
  studentNumber: string;
  phone: string;
  email: string;
  wishCities: string[];
  wishPosition: string;
  /** `3.42 / 4.00`. */
  gpa: string;
  courses: string[];
  skills: string[];
  languages: string[];
  awards: string[];
  experiences: ResumeExperience[];
  summary: string;
};

export type DemoGraduate = {
  university: UniversityKey;
  name: string;
  pinyinName: string;
  gender: '男' | '女';
  studentNumber: string;
  majorCode: string;
  degree: DemoDegree;
  /** They graduate in June of this year. */
  graduationYear: number;
  wishCities: Bilingual[];
  /** In the range 100-0000-xxxx, which no carrier gives out. */
  phone: string;
  email: string;
  skills: string[];
  resume: DemoResume;
  /** File name of the PDF as the graduate would have named it: `李明_车辆工程_简历.pdf`. */
  resumeFileName: string;
  registeredAt: Date;
};

export type DemoRecruiter = {
  /** Index into `employers`. */
  employer: number;
  name: string;
  pinyinName: string;
  title: Bilingual;
  email: string;
};

/** People who work for a university or for the site. */
export type DemoStaff = {
  role: 'organizer' | 'admin' | 'counsellor';
  /** Null for the site's admin. */
  university: UniversityKey | null;
  name: string;
  pinyinName: string;
  title: Bilingual;
  email: string;
};

export type DropOffStatus = 'sent' | 'opened' | 'shortlisted' | 'declined';

export type DemoDropOff = {
  /** Index into `graduates`. */
  graduate: number;
  /** Index into `positions`. At most one drop-off for each pair of graduate and position. */
  position: number;
  sentAt: Date;
  status: DropOffStatus;
  /** Null while `sent`. */
  openedAt: Date | null;
  /** When it became `shortlisted` or `declined`; null before. */
  decidedAt: Date | null;
  /** Only with `declined`. */
  declineReason: Bilingual | null;
};

/** A graduate waiting in line when the demo starts; at most one for each pair of graduate and employer. */
export type DemoTicket = {
  /** Index into `employers`. */
  employer: number;
  /** Index into `graduates`. */
  graduate: number;
  joinedAt: Date;
};

/** The accounts that `npm start` prints. Indexes into `graduates`, `recruiters` and `staff`. */
export type DemoSignIns = {
  /** Vehicle engineering (车辆工程), Wuhan Huaxia. */
  graduate: number;
  secondGraduate: number;
  /** Both at the booth of `employers[0]`. */
  recruiter: number;
  secondRecruiter: number;
  organizer: number;
  partnerOrganizer: number;
  admin: number;
  counsellor: number;
};

export type DemoData = {
  /** Always true: people and employers in here were made by a program. */
  generated: true;
  notice: Bilingual;
  seed: number;
  universities: DemoUniversity[];
  majors: DemoMajor[];
  halls: DemoHall[];
  fair: DemoFair;
  employers: DemoEmployer[];
  positions: DemoPosition[];
  graduates: DemoGraduate[];
  recruiters: DemoRecruiter[];
  staff: DemoStaff[];
  dropOffs: DemoDropOff[];
  tickets: DemoTicket[];
  signIns: DemoSignIns;
};
