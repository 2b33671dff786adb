import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { hashPassword } from 'better-auth/crypto';
import type {
  BoothId,
  EmployerId,
  FairId,
  HallId,
  PositionId,
  ResumeId,
  UniversityId,
  UserId,
} from '#shared/contract/ids.ts';
import { DECLINE_REASONS } from '#shared/rules/drop-off.ts';
import type { Db } from '../../db/connect.ts';
import type { Trx } from '../../db/unit-of-work.ts';
import type { FileStore } from '../../lib/file-store.ts';
import { renderResumePdf } from './resume-pdf.ts';
import { DEMO_PASSWORD } from './sign-ins.ts';
import type { DemoData } from './types.ts';

/** Rows a statement: well below PostgreSQL's 65,535 parameters for the widest table. */
const CHUNK = 1_000;
/** Résumés rendered at once; compression runs in libuv's four threads. */
const RENDERED_AT_ONCE = 16;

/** Whether this database already holds anything. */
export async function isEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined;
}

function at<T>(rows: readonly T[], index: number): T {
  const row = rows[index];
  if (row === undefined) throw new Error(`the demo refers to row ${index} of ${rows.length}`);
  return row;
}

async function inChunks<T>(rows: readonly T[], insert: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) await insert(rows.slice(from, from + CHUNK));
}

/** Renders and stores every graduate's résumé. */
async function storeResumes(data: DemoData, store: FileStore, onProgress: (done: number) => void) {
  const files: { fileKey: string; size: number; sha256: string }[] = [];
  for (let from = 0; from < data.graduates.length; from += RENDERED_AT_ONCE) {
    const batch = data.graduates.slice(from, from + RENDERED_AT_ONCE);
    const stored = batch.map(async ({ resume }) => {
      const pdf = await renderResumePdf(resume);
      const { key } = await store.write(Readable.from([pdf]));
      return { fileKey: key, size: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') };
    });
    files.push(...(await Promise.all(stored)));
    onProgress(files.length);
  }
  return files;
}

/** Puts a generated fair into an empty database, in one transaction, its résumés into the store. */
export async function loadDemo(deps: {
  db: Db;
  store: FileStore;
  data: DemoData;
  onProgress(text: string): void;
}): Promise<void> {
  const { db, store, data, onProgress } = deps;
  const total = data.graduates.length;
  const [files, password] = await Promise.all([
    storeResumes(data, store, (done) => onProgress(`demo résumés ${done}/${total}`)),
    hashPassword(DEMO_PASSWORD),
  ]);
  onProgress('demo fair');
  await db.transaction().execute(async (trx) => {
    const places = await insertPlaces(trx, data);
    const people = await insertPeople(trx, data, places, password);
    const resumes = data.graduates.map((graduate, index) => ({
      id: randomUUID() as ResumeId,
      graduateId: at(people.graduates, index),
      fileName: graduate.resumeFileName,
      kind: 'pdf' as const,
      createdAt: graduate.registeredAt,
      ...at(files, index),
    }));
    await inChunks(resumes, (chunk) => trx.insertInto('resumes').values(chunk).execute());
    await insertHistory(
      trx,
      data,
      places,
      people,
      resumes.map(({ id }) => id),
    );
  });
}

type Places = Awaited<ReturnType<typeof insertPlaces>>;
type People = Awaited<ReturnType<typeof insertPeople>>;

async function insertPlaces(trx: Trx, data: DemoData) {
  const universities = new Map(data.universities.map(({ key }) => [key, randomUUID() as UniversityId]));
  const university = (key: DemoData['universities'][number]['key']) => {
    const id = universities.get(key);
    if (id === undefined) throw new Error(`the demo has no university ${key}`);
    return id;
  };
  await trx
    .insertInto('universities')
    .values(
      data.universities.map(({ key, name, city }) => ({
        id: university(key),
        nameZh: name.zh,
        nameEn: name.en,
        cityZh: city.zh,
        cityEn: city.en,
      })),
    )
    .execute();
  await trx
    .insertInto('majors')
    .values(data.majors.map(({ code, name }) => ({ code, nameZh: name.zh, nameEn: name.en })))
    .execute();

  const host = data.universities.find(({ role }) => role === 'host');
  if (host === undefined) throw new Error('the demo has no host');
  const fairId = randomUUID() as FairId;
  const { fair } = data;
  await trx
    .insertInto('fairs')
    .values({
      id: fairId,
      hostUniversityId: university(host.key),
      nameZh: fair.name.zh,
      nameEn: fair.name.en,
      noticeZh: fair.notice.zh,
      noticeEn: fair.notice.en,
      timeZone: fair.timeZone,
      dropOffOpensAt: fair.dropOffOpensAt,
      startsAt: fair.startsAt,
      endsAt: fair.endsAt,
      publishedAt: fair.publishedAt,
    })
    .execute();
  await trx
    .insertInto('fairUniversities')
    .values(fair.universities.map((key) => ({ fairId, universityId: university(key) })))
    .execute();

  const halls = new Map(data.halls.map(({ key }) => [key, randomUUID() as HallId]));
  const hall = (key: string) => {
    const id = halls.get(key);
    if (id === undefined) throw new Error(`the demo has no hall ${key}`);
    return id;
  };
  await trx
    .insertInto('halls')
    .values(
      data.halls.map(({ key, name, order }) => ({
        id: hall(key),
        fairId,
        nameZh: name.zh,
        nameEn: name.en,
        place: order,
      })),
    )
    .execute();

  const employers = data.employers.map((employer) => ({
    id: randomUUID() as EmployerId,
    slug: employer.slug,
    nameZh: employer.name.zh,
    nameEn: employer.name.en,
    shortNameZh: employer.shortName.zh,
    shortNameEn: employer.shortName.en,
    industryCode: employer.industry.code,
    industryZh: employer.industry.name.zh,
    industryEn: employer.industry.name.en,
    cityZh: employer.city.zh,
    cityEn: employer.city.en,
    size: employer.size,
    introZh: employer.intro.zh,
    introEn: employer.intro.en,
  }));
  await inChunks(employers, (chunk) => trx.insertInto('employers').values(chunk).execute());
  const booths = data.employers.map((employer, index) => ({
    id: randomUUID() as BoothId,
    fairId,
    employerId: at(employers, index).id,
    hallId: hall(employer.hallKey),
    number: employer.boothNumber,
  }));
  await inChunks(booths, (chunk) => trx.insertInto('booths').values(chunk).execute());
  const positions = data.positions.map((position) => ({
    id: randomUUID() as PositionId,
    boothId: at(booths, position.employer).id,
    titleZh: position.title.zh,
    titleEn: position.title.en,
    descriptionZh: position.description.zh,
    descriptionEn: position.description.en,
    cityZh: position.city.zh,
    cityEn: position.city.en,
    openings: position.openings,
    salaryMin: position.salaryMin,
    salaryMax: position.salaryMax,
    degrees: position.degrees,
    majorCodes: position.majorCodes,
  }));
  await inChunks(positions, (chunk) => trx.insertInto('positions').values(chunk).execute());
  return {
    fairId,
    university,
    employers: employers.map(({ id }) => id),
    booths: booths.map(({ id }) => id),
    positions: positions.map(({ id }) => id),
  };
}

async function insertPeople(trx: Trx, data: DemoData, places: Places, password: string) {
  const user = ({ name, email }: { name: string; email: string }) => ({
    id: randomUUID() as UserId,
    name,
    email,
    emailVerified: true,
  });
  const graduates = data.graduates.map(user);
  const recruiters = data.recruiters.map(user);
  const staff = data.staff.map(user);
  const users = [...graduates, ...recruiters, ...staff];
  await inChunks(users, (chunk) => trx.insertInto('users').values(chunk).execute());
  // One hash for all: scrypt is slow on purpose, and the password is printed anyway.
  await inChunks(users, (chunk) =>
    trx
      .insertInto('authAccounts')
      .values(
        chunk.map(({ id }) => ({ id: randomUUID(), accountId: id, providerId: 'credential', userId: id, password })),
      )
      .execute(),
  );
  const grants = [
    ...data.graduates.map((graduate, index) => ({
      userId: at(graduates, index).id,
      role: 'graduate' as const,
      universityId: places.university(graduate.university),
      employerId: null,
      titleZh: '',
      titleEn: '',
    })),
    ...data.recruiters.map((recruiter, index) => ({
      userId: at(recruiters, index).id,
      role: 'recruiter' as const,
      universityId: null,
      employerId: at(places.employers, recruiter.employer),
      titleZh: recruiter.title.zh,
      titleEn: recruiter.title.en,
    })),
    ...data.staff.map((member, index) => ({
      userId: at(staff, index).id,
      role: member.role,
      universityId: member.university === null ? null : places.university(member.university),
      employerId: null,
      titleZh: member.title.zh,
      titleEn: member.title.en,
    })),
  ];
  await inChunks(grants, (chunk) => trx.insertInto('grants').values(chunk).execute());
  await inChunks(data.graduates, (chunk) =>
    trx
      .insertInto('graduates')
      .values(
        chunk.map((graduate) => ({
          userId: at(graduates, data.graduates.indexOf(graduate)).id,
          universityId: places.university(graduate.university),
          studentNumber: graduate.studentNumber,
          majorCode: graduate.majorCode,
          degree: graduate.degree,
          graduationYear: graduate.graduationYear,
          phone: graduate.phone,
          wishCities: graduate.wishCities.map(({ zh }) => zh),
        })),
      )
      .execute(),
  );
  return { graduates: graduates.map(({ id }) => id) };
}

/** What happened before the demo began: résumés dropped and read, and some people already in line. */
async function insertHistory(
  trx: Trx,
  data: DemoData,
  places: Places,
  people: People,
  resumes: ResumeId[],
): Promise<void> {
  await inChunks(
    data.dropOffs.map((dropOff, index) => ({
      positionId: at(places.positions, dropOff.position),
      boothId: at(places.booths, at(data.positions, dropOff.position).employer),
      graduateId: at(people.graduates, dropOff.graduate),
      resumeId: at(resumes, dropOff.graduate),
      state: dropOff.status,
      sentAt: dropOff.sentAt,
      openedAt: dropOff.openedAt,
      decidedAt: dropOff.decidedAt,
      declineReason: dropOff.status === 'declined' ? at(DECLINE_REASONS, index % DECLINE_REASONS.length) : null,
    })),
    (chunk) => trx.insertInto('dropOffs').values(chunk).execute(),
  );
  const numbers = new Map<number, number>();
  const tickets = [...data.tickets]
    .sort((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime())
    .map((ticket) => {
      const number = (numbers.get(ticket.employer) ?? 0) + 1;
      numbers.set(ticket.employer, number);
      return {
        fairId: places.fairId,
        boothId: at(places.booths, ticket.employer),
        graduateId: at(people.graduates, ticket.graduate),
        number,
        joinedAt: ticket.joinedAt,
      };
    });
  if (tickets.length === 0) return;
  const rows = await trx.insertInto('tickets').values(tickets).returning(['id', 'graduateId', 'joinedAt']).execute();
  await trx
    .insertInto('ticketHistory')
    .values(
      rows.map((row) => ({
        ticketId: row.id,
        toState: 'waiting' as const,
        move: 'join' as const,
        actor: 'graduate' as const,
        actorId: row.graduateId,
        at: row.joinedAt,
      })),
    )
    .execute();
}
