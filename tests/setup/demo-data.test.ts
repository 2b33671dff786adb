import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_SEED, generateDemo } from '../../server/setup/demo/generate.ts';
import { comingGraduationYear } from '../../server/setup/demo/graduates.ts';
import { fits } from '../../server/setup/demo/history.ts';
import type { DemoData } from '../../server/setup/demo/types.ts';

const NOW = new Date('2026-11-23T04:00:00Z');
const HOUR_MS = 3_600_000;

function countRepeats(values: readonly string[]): number {
  return values.length - new Set(values).size;
}

/** The element at an index that the data itself gives. */
function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`Nothing at index ${index}.`);
  return item;
}

describe('demo data', () => {
  let demo: DemoData;

  beforeAll(() => {
    demo = generateDemo({ seed: DEMO_SEED, now: NOW });
  });

  it('is the same for the same seed and time, and another for another seed', () => {
    expect(generateDemo({ seed: DEMO_SEED, now: NOW })).toStrictEqual(demo);
    const other = generateDemo({ seed: DEMO_SEED + 1, now: NOW });
    expect(other.employers.map((employer) => employer.name.zh)).not.toEqual(
      demo.employers.map((employer) => employer.name.zh),
    );
    expect(other.graduates.map((graduate) => graduate.name)).not.toEqual(
      demo.graduates.map((graduate) => graduate.name),
    );
  });

  it('keeps names and positions when only the time differs', () => {
    const later = generateDemo({ seed: DEMO_SEED, now: new Date(NOW.getTime() + 5 * 24 * HOUR_MS) });
    expect(later.employers).toStrictEqual(demo.employers);
    expect(later.positions).toStrictEqual(demo.positions);
    expect(later.graduates.map((graduate) => graduate.name)).toEqual(demo.graduates.map((graduate) => graduate.name));
  });

  it('says that it is generated, in both languages', () => {
    expect(demo.generated).toBe(true);
    expect(demo.fair.notice.zh).toContain('演示数据，人物与企业均为程序生成');
    expect(demo.fair.notice.en).toContain('generated');
    expect(demo.fair.name.zh).toContain('演示');
    expect(demo.fair.name.en).toContain('demo');
  });

  it.each([DEMO_SEED, 1, 2, 3, 0xffff_ffff])('has the size of the mission’s fair with seed %i', (seed) => {
    const data = generateDemo({ seed, now: NOW });
    const openings = data.positions.reduce((sum, position) => sum + position.openings, 0);
    expect(data.employers).toHaveLength(317);
    expect(data.graduates).toHaveLength(483);
    expect(data.graduates.filter((graduate) => graduate.university === 'wuhan-huaxia')).toHaveLength(300);
    expect(openings).toBeGreaterThan(18_000);
    expect(openings).toBeLessThan(19_000);
    expect(data.positions.length).toBeLessThan(openings / 5);
    expect(data.recruiters.length).toBeLessThanOrEqual(634);
    expect(data.tickets).toHaveLength(40);
    expect(data.dropOffs.length).toBeGreaterThan(500);
    expect(data.dropOffs.length).toBeLessThan(750);
  });

  it('gives each employer four to nine positions with different titles, and one or two recruiters', () => {
    demo.employers.forEach((employer, index) => {
      const positions = demo.positions.filter((position) => position.employer === index);
      expect(positions.length).toBeGreaterThanOrEqual(4);
      expect(positions.length).toBeLessThanOrEqual(9);
      expect(countRepeats(positions.map((position) => position.title.zh))).toBe(0);
      expect(demo.recruiters.filter((recruiter) => recruiter.employer === index)).toHaveLength(employer.desks);
    });
  });

  it('names nobody and nothing twice', () => {
    expect(countRepeats(demo.employers.map((employer) => employer.name.zh))).toBe(0);
    expect(countRepeats(demo.employers.map((employer) => employer.name.en))).toBe(0);
    expect(countRepeats(demo.employers.map((employer) => employer.slug))).toBe(0);
    expect(countRepeats(demo.employers.map((employer) => employer.boothNumber))).toBe(0);
    expect(countRepeats(demo.graduates.map((graduate) => graduate.studentNumber))).toBe(0);
    expect(countRepeats(demo.graduates.map((graduate) => graduate.phone))).toBe(0);
    const people = [...demo.graduates, ...demo.recruiters, ...demo.staff];
    expect(countRepeats(people.map((person) => person.email))).toBe(0);
    expect(countRepeats(people.map((person) => person.name))).toBe(0);
  });

  it('holds no address that could reach anybody: mail at demo.cloudfair.example only, no mobile number', () => {
    for (const person of [...demo.graduates, ...demo.recruiters, ...demo.staff]) {
      expect(person.email).toMatch(/^[a-z0-9.]+@[a-z0-9-]+\.demo\.cloudfair\.example$/);
    }
    const everything = JSON.stringify(demo);
    expect(everything).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/);
    expect(everything).not.toMatch(/(?<!\d)1[3-9]\d-?\d{4}-?\d{4}(?!\d)/);
    expect(everything.match(/@(?!([a-z0-9-]+\.)?demo\.cloudfair\.example")/g)).toBeNull();
  });

  it('refers only to majors and halls that are there', () => {
    const majors = new Set(demo.majors.map((major) => major.code));
    const halls = new Set(demo.halls.map((hall) => hall.key));
    expect(demo.positions.flatMap((position) => position.majorCodes).filter((code) => !majors.has(code))).toEqual([]);
    expect(demo.graduates.filter((graduate) => !majors.has(graduate.majorCode))).toEqual([]);
    expect(demo.employers.filter((employer) => !halls.has(employer.hallKey))).toEqual([]);
    for (const hall of halls) expect(demo.employers.some((employer) => employer.hallKey === hall)).toBe(true);
  });

  it('leaves no gap in a text and no blank in either language', () => {
    const blanks: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'string' && (value.trim() === '' || /[{}]|undefined|NaN/.test(value))) blanks.push(path);
      if (typeof value === 'object' && value !== null) {
        for (const [key, child] of Object.entries(value)) walk(child, `${path}.${key}`);
      }
    };
    walk(demo, 'demo');
    expect(blanks).toEqual([]);
  });

  it('pays between 3,000 and 50,000 CNY a month, the upper end above the lower', () => {
    for (const position of demo.positions) {
      expect(position.salaryMin).toBeGreaterThanOrEqual(3000);
      expect(position.salaryMax).toBeLessThanOrEqual(50_000);
      expect(position.salaryMax).toBeGreaterThan(position.salaryMin);
      expect(position.openings).toBeGreaterThanOrEqual(1);
      expect(position.degrees.length).toBeGreaterThanOrEqual(1);
    }
  });

  it('is live now and for two days more', () => {
    for (const minute of [0, 1, 29, 31, 59]) {
      const now = new Date(NOW.getTime() + minute * 60_000);
      const { fair } = generateDemo({ seed: DEMO_SEED, now });
      expect(fair.publishedAt < fair.dropOffOpensAt && fair.dropOffOpensAt < fair.startsAt).toBe(true);
      expect(fair.startsAt.getTime()).toBeLessThanOrEqual(now.getTime() - 1.5 * HOUR_MS);
      expect(fair.closingAt.getTime()).toBeGreaterThanOrEqual(now.getTime() + 48 * HOUR_MS);
      expect(fair.endsAt > fair.closingAt).toBe(true);
    }
  });

  it('lets its graduates finish in the coming June, Shanghai time', () => {
    expect(comingGraduationYear(new Date('2026-11-23T04:00:00Z'))).toBe(2027);
    expect(comingGraduationYear(new Date('2027-06-30T15:59:00Z'))).toBe(2027);
    expect(comingGraduationYear(new Date('2027-06-30T16:00:00Z'))).toBe(2028);
  });

  it('prints sign-ins that can live the main job: a vehicle engineer and a first booth that wants one', () => {
    const graduate = at(demo.graduates, demo.signIns.graduate);
    const second = at(demo.graduates, demo.signIns.secondGraduate);
    const wanted = demo.positions.filter((position) => position.employer === 0);
    expect(graduate).toMatchObject({ university: 'wuhan-huaxia', majorCode: '080207' });
    expect(wanted.some((position) => fits(graduate, position) && position.majorCodes.includes('080207'))).toBe(true);
    expect(wanted.some((position) => fits(second, position))).toBe(true);
    const { recruiter, secondRecruiter, organizer, admin } = demo.signIns;
    expect([at(demo.recruiters, recruiter).employer, at(demo.recruiters, secondRecruiter).employer]).toEqual([0, 0]);
    expect(recruiter).not.toBe(secondRecruiter);
    expect(at(demo.staff, organizer)).toMatchObject({ role: 'organizer', university: 'jiangnan' });
    expect(at(demo.staff, admin)).toMatchObject({ role: 'admin', university: null });
    // The first booth is theirs to try: nobody waits there, and they have dropped nothing there yet.
    expect(demo.tickets.filter((ticket) => ticket.employer === 0)).toEqual([]);
    const own = demo.dropOffs.filter((dropOff) => dropOff.graduate === demo.signIns.graduate);
    expect(own.map((dropOff) => dropOff.status).sort()).toEqual(['declined', 'opened', 'sent', 'shortlisted']);
    expect(own.filter((dropOff) => at(demo.positions, dropOff.position).employer === 0)).toEqual([]);
  });

  it('tells a history without contradictions, all of it before now', () => {
    expect(countRepeats(demo.dropOffs.map((dropOff) => `${dropOff.graduate}:${dropOff.position}`))).toBe(0);
    for (const dropOff of demo.dropOffs) {
      const graduate = at(demo.graduates, dropOff.graduate);
      expect(fits(graduate, at(demo.positions, dropOff.position))).toBe(true);
      expect(graduate.registeredAt <= dropOff.sentAt).toBe(true);
      expect(dropOff.sentAt >= demo.fair.dropOffOpensAt).toBe(true);
      expect(dropOff.openedAt === null).toBe(dropOff.status === 'sent');
      expect(dropOff.decidedAt !== null).toBe(dropOff.status === 'shortlisted' || dropOff.status === 'declined');
      expect(dropOff.declineReason !== null).toBe(dropOff.status === 'declined');
      const times = [dropOff.sentAt, dropOff.openedAt, dropOff.decidedAt, NOW].filter((time) => time !== null);
      expect(times).toEqual([...times].sort((left, right) => left.getTime() - right.getTime()));
    }
  });

  it('makes people wait at nine booths, once each, with a résumé there and since the fair began', () => {
    expect(new Set(demo.tickets.map((ticket) => ticket.employer)).size).toBe(9);
    expect(countRepeats(demo.tickets.map((ticket) => `${ticket.graduate}:${ticket.employer}`))).toBe(0);
    const dropped = new Set(
      demo.dropOffs.map((dropOff) => `${dropOff.graduate}:${at(demo.positions, dropOff.position).employer}`),
    );
    for (const ticket of demo.tickets) {
      expect(dropped.has(`${ticket.graduate}:${ticket.employer}`)).toBe(true);
      expect(ticket.graduate).toBeGreaterThan(1);
      expect(ticket.joinedAt >= demo.fair.startsAt && ticket.joinedAt < NOW).toBe(true);
    }
  });
});
