import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { EmployerId, UniversityId, UserId } from '#shared/contract/ids.ts';
import { INVITATION_MS } from '#shared/rules/limits.ts';
import type { Locale, Role } from '#shared/rules/terms.ts';
import type { Db } from '../db/connect.ts';
import { brokenConstraint } from '../db/errors.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import { findGraduate, findGrants, findNamedGrants, recruitsElsewhere } from './account.repo.ts';
import { type Actor, allow, rolesOf, universitiesOf, userOf, VISITOR } from './actor.ts';
import type { Auth } from './auth.ts';

const PASSWORD_MIN = 10;
/** The fields of an invitation that may name what is not there, by the constraint that says so. */
const NOWHERE: Readonly<Record<string, string>> = {
  invitations_university_id_fkey: 'universityId',
  invitations_employer_id_fkey: 'employerId',
};

type Deps = { db: Db; auth: Auth; unit: UnitOfWork; clock: Clock; publicUrl: string; demo: boolean };
type Invitation = {
  email?: string | undefined;
  role: Exclude<Role, 'graduate'>;
  universityId?: UniversityId | undefined;
  employerId?: EmployerId | undefined;
};

export type AccountService = ReturnType<typeof createAccountService>;

/** Sessions, roles and invitations. Passwords and cookies are better-auth's. */
export function createAccountService({ db, auth, unit, clock, publicUrl, demo }: Deps) {
  const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url');

  async function makeInvitation(invitation: Invitation, invitedBy: UserId | null) {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(clock.now() + INVITATION_MS);
    try {
      await db
        .insertInto('invitations')
        .values({ ...invitation, tokenHash: hashToken(token), invitedBy, expiresAt })
        .execute();
    } catch (error) {
      const field = NOWHERE[brokenConstraint(error) ?? ''];
      throw field === undefined ? error : new AppError('invalidInput', { fields: [field] });
    }
    return { url: `${publicUrl}/invite/${token}`, expiresAt: expiresAt.getTime() };
  }

  return {
    /** Who a request comes from, read fresh: session and roles. */
    async readActor(headers: Headers): Promise<Actor> {
      const found = await auth.api.getSession({ headers });
      if (found === null) return VISITOR;
      const userId = found.user.id as UserId;
      return { userId, sessionId: found.session.id, grants: await findGrants(db, userId) };
    },

    async me(actor: Actor) {
      if (actor.userId === undefined) return { user: null, grants: [], graduate: null, demo };
      const [user, grants, graduate] = await Promise.all([
        db
          .selectFrom('users')
          .select(['id', 'name', 'email', 'locale'])
          .where('id', '=', actor.userId)
          .executeTakeFirst(),
        findNamedGrants(db, actor.userId),
        findGraduate(db, actor.userId),
      ]);
      return {
        user: user ?? null,
        grants: grants.map((grant) => ({
          role: grant.role,
          university:
            grant.universityId === null
              ? null
              : { id: grant.universityId, name: { zh: grant.universityZh ?? '', en: grant.universityEn ?? '' } },
          employer:
            grant.employerId === null
              ? null
              : { id: grant.employerId, name: { zh: grant.employerZh ?? '', en: grant.employerEn ?? '' } },
        })),
        graduate:
          graduate === undefined
            ? null
            : {
                university: {
                  id: graduate.universityId,
                  name: { zh: graduate.universityZh, en: graduate.universityEn },
                },
                major: { code: graduate.majorCode, zh: graduate.majorZh, en: graduate.majorEn },
                degree: graduate.degree,
                graduationYear: graduate.graduationYear,
              },
        demo,
      };
    },

    async setLocale(actor: Actor, locale: Locale): Promise<void> {
      await db.updateTable('users').set({ locale }).where('id', '=', userOf(actor)).execute();
    },

    /**
     * Makes a one-time link. Organizers invite staff of their own university, and recruiters of employers that are at no
     * other university's fair: whoever recruits for an employer reads what was dropped off with it, wherever that was.
     */
    async invite(actor: Actor, invitation: Invitation) {
      const staff = invitation.role === 'organizer' || invitation.role === 'counsellor';
      const fields = [
        ...(staff && invitation.universityId === undefined ? ['universityId'] : []),
        ...(invitation.role === 'recruiter' && invitation.employerId === undefined ? ['employerId'] : []),
      ];
      if (fields.length > 0) throw new AppError('invalidInput', { fields });
      const universities = universitiesOf(actor, 'organizer');
      const { employerId } = invitation;
      const own =
        invitation.role === 'recruiter'
          ? employerId !== undefined && !(await recruitsElsewhere(db, employerId, universities))
          : invitation.universityId !== undefined && universities.includes(invitation.universityId);
      allow(actor, 'account.invite', { organizer: own ? ['tenant'] : [] }, 'forbidden');
      if (invitation.role === 'admin' && !rolesOf(actor).includes('admin')) throw new AppError('forbidden');
      return makeInvitation(
        {
          email: invitation.email,
          role: invitation.role,
          ...(staff ? { universityId: invitation.universityId } : {}),
          ...(invitation.role === 'recruiter' ? { employerId: invitation.employerId } : {}),
        },
        userOf(actor),
      );
    },

    /** The one-time link for the first admin, or undefined when there is one already. */
    async firstAdminLink(): Promise<string | undefined> {
      const admin = await db
        .selectFrom('grants')
        .select('id')
        .where('role', '=', 'admin')
        .where('removedAt', 'is', null)
        .executeTakeFirst();
      if (admin !== undefined) return undefined;
      await db.deleteFrom('invitations').where('role', '=', 'admin').where('invitedBy', 'is', null).execute();
      return (await makeInvitation({ role: 'admin' }, null)).url;
    },

    /** Makes the invited account; each link works once. @throws AppError `invitationInvalid`, `passwordWeak`, `emailTaken`. */
    async acceptInvitation(input: { token: string; name: string; password: string; email?: string | undefined }) {
      if (input.password.length < PASSWORD_MIN) throw new AppError('passwordWeak', { fields: ['password'] });
      // Hashing is slow on purpose: nobody has it done without a link. Whether it still holds is decided below, once.
      const known = await db
        .selectFrom('invitations')
        .select('id')
        .where('tokenHash', '=', hashToken(input.token))
        .executeTakeFirst();
      if (known === undefined) throw new AppError('invitationInvalid');
      const password = await hashPassword(input.password);
      try {
        return await unit.run(async (trx, tell) => {
          const invitation = await trx
            .updateTable('invitations')
            .set({ acceptedAt: new Date(clock.now()) })
            .where('tokenHash', '=', hashToken(input.token))
            .where('acceptedAt', 'is', null)
            .where('expiresAt', '>', new Date(clock.now()))
            .returningAll()
            .executeTakeFirst();
          if (invitation === undefined) throw new AppError('invitationInvalid');
          const email = (invitation.email ?? input.email)?.toLowerCase();
          if (email === undefined) throw new AppError('invalidInput', { fields: ['email'] });
          const id = randomUUID() as UserId;
          await trx.insertInto('users').values({ id, name: input.name, email, emailVerified: true }).execute();
          await trx
            .insertInto('authAccounts')
            .values({ id: randomUUID(), accountId: id, providerId: 'credential', userId: id, password })
            .execute();
          await trx
            .insertInto('grants')
            .values({
              userId: id,
              role: invitation.role,
              universityId: invitation.universityId,
              employerId: invitation.employerId,
            })
            .execute();
          tell({ type: 'grants.changed', userId: id });
          return { ok: true as const };
        });
      } catch (error) {
        if (brokenConstraint(error) === 'users_email_key') throw new AppError('emailTaken', { fields: ['email'] });
        throw error;
      }
    },
  };
}
