import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { hashPassword } from 'better-auth/crypto';
import type { Insertable } from 'kysely';
import type { EmployerId, HallId, ResumeId, UniversityId, UserId } from '#shared/contract/ids.ts';
import type { Db } from '../../server/db/connect.ts';
import type { GrantsTable } from '../../server/db/schema.ts';
import type { FileStore } from '../../server/lib/file-store.ts';
import { samplePdf } from './resume-files.ts';

/** The password of everybody in the seed. */
export const PASSWORD = 'correct horse battery';

/** An account of the seed. */
export type SeedPerson = { id: UserId; name: string; email: string };
export type SeedGraduate = SeedPerson & { universityId: UniversityId; resumeId: ResumeId };

export type Seed = Awaited<ReturnType<typeof plantSeed>>;

const HOUR = 60 * 60_000;

/**
 * A small world with both sides of every relation: a live, published fair of two universities, a draft of theirs, two
 * employers with booths and one without, and beside them a university that has no part in the fair.
 *
 * @param graduates how many graduates belong to the fair, by turns at its two universities
 */
export async function plantSeed(db: Db, store: FileStore, now: number, graduates: number) {
  const password = await hashPassword(PASSWORD);
  await db
    .insertInto('majors')
    .values([
      { code: '080901', nameZh: '计算机科学与技术', nameEn: 'Computer science' },
      { code: '080207', nameZh: '车辆工程', nameEn: 'Vehicle engineering' },
    ])
    .execute();

  const university = async (nameZh: string, nameEn: string, cityZh: string, cityEn: string) =>
    (
      await db
        .insertInto('universities')
        .values({ nameZh, nameEn, cityZh, cityEn })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  const universities = {
    host: await university('江南大学', 'Jiangnan University', '无锡', 'Wuxi'),
    partner: await university('武汉华夏理工学院', 'Wuhan Huaxia University of Technology', '武汉', 'Wuhan'),
    /** Has no part in the fair. */
    foreign: await university('异地大学', 'Elsewhere University', '兰州', 'Lanzhou'),
  };

  const fair = async (name: string, publishedAt: Date | null, linesPerGraduate: number) => {
    const { id } = await db
      .insertInto('fairs')
      .values({
        hostUniversityId: universities.host,
        nameZh: `双选会 ${name}`,
        nameEn: name,
        dropOffOpensAt: new Date(now - 24 * HOUR),
        startsAt: new Date(now - HOUR),
        endsAt: new Date(now + 8 * HOUR),
        publishedAt,
        linesPerGraduate,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('fairUniversities')
      .values([universities.host, universities.partner].map((universityId) => ({ fairId: id, universityId })))
      .execute();
    const hall = await db
      .insertInto('halls')
      .values({ fairId: id, nameZh: '主会场', nameEn: 'Main hall', place: 1 })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, hallId: hall.id as HallId };
  };
  const live = await fair('Live fair', new Date(now - 48 * HOUR), 5);
  const draft = await fair('Draft fair', null, 5);

  const employer = async (slug: string) =>
    (
      await db
        .insertInto('employers')
        .values({
          slug,
          nameZh: `${slug} 有限公司`,
          nameEn: `${slug} Ltd`,
          shortNameZh: slug,
          shortNameEn: slug,
          industryCode: 'C36',
          industryZh: '汽车制造业',
          industryEn: 'Motor vehicles',
          cityZh: '苏州',
          cityEn: 'Suzhou',
          size: '500-999',
          introZh: `${slug} 简介`,
          introEn: `About ${slug}`,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  const employers = { alpha: await employer('alpha'), beta: await employer('beta'), idle: await employer('idle') };

  const booth = async (employerId: EmployerId, number: string) => {
    const { id } = await db
      .insertInto('booths')
      .values({ fairId: live.id, employerId, hallId: live.hallId, number })
      .returning('id')
      .executeTakeFirstOrThrow();
    const positions = await db
      .insertInto('positions')
      .values(
        [1, 2].map((n) => ({
          boothId: id,
          titleZh: `${number} 岗位 ${n}`,
          titleEn: `${number} position ${n}`,
          descriptionZh: '职责',
          descriptionEn: 'Duties',
          cityZh: n === 1 ? '苏州' : '武汉',
          cityEn: n === 1 ? 'Suzhou' : 'Wuhan',
          openings: 10 * n,
          salaryMin: 8_000,
          salaryMax: 12_000,
          degrees: ['bachelor' as const, 'master' as const],
          majorCodes: n === 1 ? [] : ['080901'],
        })),
      )
      .returning('id')
      .execute();
    const [first, second] = positions.map((position) => position.id);
    if (first === undefined || second === undefined) throw new Error('positions were not made');
    return { id, positions: [first, second] as const };
  };
  const booths = { alpha: await booth(employers.alpha, 'A01'), beta: await booth(employers.beta, 'A02') };

  async function person(name: string, grant: Omit<Insertable<GrantsTable>, 'userId'>): Promise<SeedPerson> {
    const id = randomUUID() as UserId;
    const email = `${name}@cloudfair.test`;
    await db.insertInto('users').values({ id, name, email, emailVerified: true }).execute();
    await db
      .insertInto('authAccounts')
      .values({ id: randomUUID(), accountId: id, providerId: 'credential', userId: id, password })
      .execute();
    await db
      .insertInto('grants')
      .values({ ...grant, userId: id })
      .execute();
    return { id, name, email };
  }

  async function graduate(name: string, universityId: UniversityId): Promise<SeedGraduate> {
    const account = await person(name, { role: 'graduate', universityId });
    await db
      .insertInto('graduates')
      .values({
        userId: account.id,
        universityId,
        studentNumber: name,
        majorCode: '080901',
        degree: 'bachelor',
        graduationYear: 2027,
      })
      .execute();
    const pdf = samplePdf(name);
    const { key } = await store.write(Readable.from([pdf]));
    const { id } = await db
      .insertInto('resumes')
      .values({
        graduateId: account.id,
        fileKey: key,
        fileName: `${name}.pdf`,
        kind: 'pdf',
        size: pdf.length,
        sha256: createHash('sha256').update(pdf).digest('hex'),
        createdAt: new Date(now - 12 * HOUR),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { ...account, universityId, resumeId: id };
  }

  const atFair: SeedGraduate[] = [];
  for (let n = 1; n <= graduates; n += 1) {
    atFair.push(await graduate(`graduate${n}`, n % 2 === 1 ? universities.host : universities.partner));
  }
  return {
    password: PASSWORD,
    universities,
    employers,
    fair: live,
    /** Not published. */
    draft,
    booths,
    /** At the fair, by turns of its host and its partner. */
    graduates: atFair,
    people: {
      /** Of `universities.foreign`: sees nothing of the fair. */
      foreignGraduate: await graduate('foreign.graduate', universities.foreign),
      alpha: await person('alpha.recruiter', { role: 'recruiter', employerId: employers.alpha }),
      /** A second recruiter at the same booth. */
      alphaToo: await person('alpha.second', { role: 'recruiter', employerId: employers.alpha }),
      beta: await person('beta.recruiter', { role: 'recruiter', employerId: employers.beta }),
      /** Of an employer that has no booth. */
      idle: await person('idle.recruiter', { role: 'recruiter', employerId: employers.idle }),
      organizer: await person('organizer', { role: 'organizer', universityId: universities.host }),
      partnerOrganizer: await person('partner.organizer', { role: 'organizer', universityId: universities.partner }),
      foreignOrganizer: await person('foreign.organizer', { role: 'organizer', universityId: universities.foreign }),
      counsellor: await person('counsellor', { role: 'counsellor', universityId: universities.host }),
      foreignCounsellor: await person('foreign.counsellor', {
        role: 'counsellor',
        universityId: universities.foreign,
      }),
      admin: await person('admin', { role: 'admin' }),
    },
  };
}
