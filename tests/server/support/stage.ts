import { createHash, randomUUID } from 'node:crypto';
import type { DeskId, DropOffId, InterviewId, ResumeId, TicketId, UserId } from '#shared/contract/ids.ts';
import { PASSWORD } from '../../support/app-seed.ts';
import type { TestApp } from '../../support/app-server.ts';

/** How far the ticket of the first graduate at the first booth has come. */
export type Scene = 'line' | 'called' | 'interview' | 'ended';

export type Stage = Awaited<ReturnType<typeof createStage>>;

const HOUR = 3_600_000;
const INVITATION_TOKEN = 'an invitation token for the matrix';

/**
 * A stage on which every route finds the thing it acts on: `set(scene)` puts the moving tables into that scene and
 * undoes whatever the call before has done, so that each call of the matrix begins alike.
 */
export async function createStage(app: TestApp) {
  const { db, clock, seed } = app;
  const [owner] = seed.graduates;
  if (owner === undefined) throw new Error('the seed has no graduate');
  const { alpha, beta } = seed.people;
  const seededFairs = [seed.fair.id, seed.draft.id];
  const seededBooths = [seed.booths.alpha.id, seed.booths.beta.id];
  const fairsAsSeeded = await db.selectFrom('fairs').select(['id', 'endsAt', 'publishedAt']).execute();

  const ids = {
    fairId: seed.fair.id,
    boothId: seed.booths.alpha.id,
    positionId: seed.booths.alpha.positions[1],
    deskId: randomUUID() as DeskId,
    ticketId: randomUUID() as TicketId,
    dropOffId: randomUUID() as DropOffId,
    interviewId: randomUUID() as InterviewId,
    /** A second résumé of the first graduate, that no employer holds. */
    resumeId: randomUUID() as ResumeId,
  };

  async function clear(): Promise<void> {
    await db.deleteFrom('interviews').execute();
    await db.deleteFrom('tickets').execute();
    await db.deleteFrom('resumeReads').execute();
    await db.deleteFrom('dropOffs').execute();
    await db.deleteFrom('desks').execute();
    await db.deleteFrom('commandAnswers').execute();
    await db.deleteFrom('invitations').execute();
    // Signing in and changing a password are slowed down for each address; the matrix has but one.
    await db.deleteFrom('authRateLimits').execute();
    await db.deleteFrom('booths').where('id', 'not in', seededBooths).execute();
    await db.deleteFrom('fairs').where('id', 'not in', seededFairs).execute();
    await db.updateTable('booths').set({ pausedAt: null }).execute();
    await db.updateTable('fairs').set({ pausedAt: null, closedAt: null }).execute();
    for (const { id, endsAt, publishedAt } of fairsAsSeeded) {
      await db.updateTable('fairs').set({ endsAt, publishedAt }).where('id', '=', id).execute();
    }
    await db.deleteFrom('users').where('email', '=', 'invited@cloudfair.test').execute();
    const seededResumes = [...seed.graduates, seed.people.foreignGraduate].map(({ resumeId }) => resumeId);
    await db.deleteFrom('resumes').where('id', 'not in', seededResumes).execute();
  }

  return {
    ids,
    invitationToken: INVITATION_TOKEN,
    password: PASSWORD,

    async set(scene: Scene): Promise<void> {
      await clear();
      const now = new Date(clock.now());
      const present = new Date(clock.now() + HOUR);
      await db
        .insertInto('desks')
        .values([
          { id: ids.deskId, boothId: ids.boothId, recruiterId: alpha.id, presentUntil: present },
          { boothId: seed.booths.beta.id, recruiterId: beta.id, presentUntil: present },
        ])
        .execute();
      await db
        .insertInto('resumes')
        .values({
          id: ids.resumeId,
          graduateId: owner.id,
          fileKey: `00/${randomUUID()}`,
          fileName: 'second.pdf',
          kind: 'pdf',
          size: 1,
          sha256: 'none',
          // Older than the seeded one, which is the one that is dropped off.
          createdAt: new Date(clock.now() - 24 * HOUR),
        })
        .execute();
      await db
        .insertInto('dropOffs')
        .values({
          id: ids.dropOffId,
          positionId: seed.booths.alpha.positions[0],
          boothId: ids.boothId,
          graduateId: owner.id,
          resumeId: owner.resumeId,
          sentAt: now,
        })
        .execute();
      await db
        .insertInto('invitations')
        .values({
          tokenHash: createHash('sha256').update(INVITATION_TOKEN).digest('base64url'),
          email: 'invited@cloudfair.test',
          role: 'recruiter',
          employerId: seed.employers.idle,
          expiresAt: present,
        })
        .execute();
      await setTicket(scene, now);
    },
  };

  async function setTicket(scene: Scene, now: Date): Promise<void> {
    const ticket = {
      id: ids.ticketId,
      number: 1,
      fairId: ids.fairId,
      boothId: ids.boothId,
      graduateId: owner?.id as UserId,
      joinedAt: now,
    };
    const taken = { deskId: ids.deskId, interviewerId: alpha.id, calledAt: now };
    const rows = {
      line: ticket,
      called: { ...ticket, ...taken, state: 'called' as const, callExpiresAt: new Date(now.getTime() + HOUR) },
      interview: { ...ticket, ...taken, state: 'interviewing' as const },
      ended: { ...ticket, ...taken, state: 'done' as const, endedAt: now },
    };
    await db.insertInto('tickets').values(rows[scene]).execute();
    if (scene === 'line' || scene === 'called') return;
    await db
      .insertInto('interviews')
      .values({
        id: ids.interviewId,
        ticketId: ids.ticketId,
        boothId: ids.boothId,
        graduateId: owner?.id as UserId,
        recruiterId: alpha.id,
        plannedMs: 600_000,
        createdAt: now,
        ...(scene === 'ended' ? { startedAt: now, endedAt: now, endedBy: 'recruiter' as const } : {}),
      })
      .execute();
  }
}
