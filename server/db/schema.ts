import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';
import type {
  BoothId,
  DeskId,
  DropOffId,
  EmployerId,
  FairId,
  HallId,
  InterviewId,
  PositionId,
  ResumeId,
  TicketId,
  UniversityId,
  UserId,
} from '#shared/contract/ids.ts';
import type { DeclineReason, DropOffState } from '#shared/rules/drop-off.ts';
import type { InterviewEnding, Outcome } from '#shared/rules/interview.ts';
import type { Degree, Locale, Role } from '#shared/rules/terms.ts';
import type { TicketActor, TicketMove, TicketState } from '#shared/rules/ticket.ts';

/** The tables as Kysely sees them (camelCase by plugin). One type a table, in the order of the migrations. */

type Defaulted<T> = ColumnType<T, T | undefined, T>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type UsersTable = {
  id: UserId;
  name: string;
  email: string;
  emailVerified: Defaulted<boolean>;
  image: Nullable<string>;
  locale: Defaulted<Locale>;
  createdAt: Defaulted<Date>;
  updatedAt: Defaulted<Date>;
};

export type AuthSessionsTable = {
  id: string;
  expiresAt: Date;
  token: string;
  createdAt: Defaulted<Date>;
  updatedAt: Defaulted<Date>;
  ipAddress: Nullable<string>;
  userAgent: Nullable<string>;
  userId: UserId;
};

export type AuthAccountsTable = {
  id: string;
  accountId: string;
  providerId: string;
  userId: UserId;
  password: Nullable<string>;
  createdAt: Defaulted<Date>;
  updatedAt: Defaulted<Date>;
};

export type AuthRateLimitsTable = { id: Generated<string>; key: string; count: number; lastRequest: number };

export type UniversitiesTable = {
  id: Generated<UniversityId>;
  nameZh: string;
  nameEn: string;
  cityZh: string;
  cityEn: string;
};

export type MajorsTable = { code: string; nameZh: string; nameEn: string };

export type EmployersTable = {
  id: Generated<EmployerId>;
  slug: string;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  shortNameEn: string;
  industryCode: string;
  industryZh: string;
  industryEn: string;
  cityZh: string;
  cityEn: string;
  size: string;
  introZh: string;
  introEn: string;
};

export type GrantsTable = {
  id: Generated<string>;
  userId: UserId;
  role: Role;
  universityId: Nullable<UniversityId>;
  employerId: Nullable<EmployerId>;
  titleZh: Defaulted<string>;
  titleEn: Defaulted<string>;
  createdAt: Defaulted<Date>;
  removedAt: Nullable<Date>;
};

export type GraduatesTable = {
  userId: UserId;
  universityId: UniversityId;
  studentNumber: string;
  majorCode: string;
  degree: Degree;
  graduationYear: number;
  phone: Nullable<string>;
  wishCities: Defaulted<string[]>;
};

export type InvitationsTable = {
  id: Generated<string>;
  tokenHash: string;
  email: Nullable<string>;
  role: Exclude<Role, 'graduate'>;
  universityId: Nullable<UniversityId>;
  employerId: Nullable<EmployerId>;
  invitedBy: Nullable<UserId>;
  expiresAt: Date;
  acceptedAt: Nullable<Date>;
  createdAt: Defaulted<Date>;
};

export type FairsTable = {
  id: Generated<FairId>;
  hostUniversityId: UniversityId;
  nameZh: string;
  nameEn: string;
  noticeZh: Defaulted<string>;
  noticeEn: Defaulted<string>;
  timeZone: Defaulted<string>;
  dropOffOpensAt: Date;
  startsAt: Date;
  endsAt: Date;
  publishedAt: Nullable<Date>;
  pausedAt: Nullable<Date>;
  linesPerGraduate: Defaulted<number>;
  callWindowMs: Defaulted<number>;
  /** When the sweeper closed the lines after the end; null again when the fair is extended. */
  closedAt: Nullable<Date>;
  createdAt: Defaulted<Date>;
};

export type FairUniversitiesTable = { fairId: FairId; universityId: UniversityId };

export type HallsTable = { id: Generated<HallId>; fairId: FairId; nameZh: string; nameEn: string; place: number };

export type BoothsTable = {
  id: Generated<BoothId>;
  fairId: FairId;
  employerId: EmployerId;
  hallId: HallId;
  number: string;
  plannedMs: Defaulted<number>;
  pausedAt: Nullable<Date>;
};

export type PositionsTable = {
  id: Generated<PositionId>;
  boothId: BoothId;
  titleZh: string;
  titleEn: string;
  descriptionZh: string;
  descriptionEn: string;
  cityZh: string;
  cityEn: string;
  openings: number;
  salaryMin: number;
  salaryMax: number;
  degrees: Degree[];
  majorCodes: Defaulted<string[]>;
};

export type DesksTable = {
  id: Generated<DeskId>;
  boothId: BoothId;
  recruiterId: UserId;
  openedAt: Defaulted<Date>;
  presentUntil: Date;
  closedAt: Nullable<Date>;
};

export type ResumesTable = {
  id: Generated<ResumeId>;
  graduateId: UserId;
  fileKey: string;
  fileName: string;
  kind: 'pdf' | 'docx';
  size: number;
  sha256: string;
  createdAt: Defaulted<Date>;
  removedAt: Nullable<Date>;
};

export type DropOffsTable = {
  id: Generated<DropOffId>;
  positionId: PositionId;
  boothId: BoothId;
  graduateId: UserId;
  resumeId: ResumeId;
  state: Defaulted<DropOffState>;
  declineReason: Nullable<DeclineReason>;
  sentAt: Defaulted<Date>;
  openedAt: Nullable<Date>;
  decidedAt: Nullable<Date>;
  withdrawnAt: Nullable<Date>;
};

export type ResumeReadsTable = {
  id: GeneratedAlways<number>;
  resumeId: ResumeId;
  dropOffId: DropOffId;
  readerId: UserId;
  at: Defaulted<Date>;
};

export type TicketsTable = {
  id: Generated<TicketId>;
  seq: GeneratedAlways<number>;
  number: number;
  fairId: FairId;
  boothId: BoothId;
  graduateId: UserId;
  positionId: Nullable<PositionId>;
  state: Defaulted<TicketState>;
  deskId: Nullable<DeskId>;
  interviewerId: Nullable<UserId>;
  joinedAt: Defaulted<Date>;
  calledAt: Nullable<Date>;
  callExpiresAt: Nullable<Date>;
  endedAt: Nullable<Date>;
};

export type TicketHistoryTable = {
  id: GeneratedAlways<number>;
  ticketId: TicketId;
  at: Defaulted<Date>;
  fromState: Nullable<TicketState>;
  toState: TicketState;
  move: TicketMove | 'join';
  actor: TicketActor;
  actorId: Nullable<UserId>;
};

export type InterviewsTable = {
  id: Generated<InterviewId>;
  ticketId: TicketId;
  boothId: BoothId;
  positionId: Nullable<PositionId>;
  graduateId: UserId;
  recruiterId: UserId;
  plannedMs: number;
  createdAt: Defaulted<Date>;
  startedAt: Nullable<Date>;
  endedAt: Nullable<Date>;
  endedBy: Nullable<InterviewEnding>;
  outcome: Nullable<Outcome>;
  decidedAt: Nullable<Date>;
  releasedAt: Nullable<Date>;
  note: Defaulted<string>;
};

export type InterviewMessagesTable = {
  id: GeneratedAlways<number>;
  interviewId: InterviewId;
  senderId: UserId;
  text: string;
  at: Defaulted<Date>;
};

export type CommandAnswersTable = {
  userId: UserId;
  key: string;
  command: string;
  inputHash: string;
  answer: ColumnType<unknown, string | null | undefined, string | null>;
  createdAt: Defaulted<Date>;
};

export type Database = {
  users: UsersTable;
  authSessions: AuthSessionsTable;
  authAccounts: AuthAccountsTable;
  authRateLimits: AuthRateLimitsTable;
  universities: UniversitiesTable;
  majors: MajorsTable;
  employers: EmployersTable;
  grants: GrantsTable;
  graduates: GraduatesTable;
  invitations: InvitationsTable;
  fairs: FairsTable;
  fairUniversities: FairUniversitiesTable;
  halls: HallsTable;
  booths: BoothsTable;
  positions: PositionsTable;
  desks: DesksTable;
  resumes: ResumesTable;
  dropOffs: DropOffsTable;
  resumeReads: ResumeReadsTable;
  tickets: TicketsTable;
  ticketHistory: TicketHistoryTable;
  interviews: InterviewsTable;
  interviewMessages: InterviewMessagesTable;
  commandAnswers: CommandAnswersTable;
};

export type FairRow = Selectable<FairsTable>;
export type TicketRow = Selectable<TicketsTable>;
