import { z } from 'zod';
import { BOOTH_DOORS } from '../rules/booth.ts';
import { DECLINE_REASONS, DROP_OFF_STATES } from '../rules/drop-off.ts';
import { FAIR_PHASES } from '../rules/fair-phase.ts';
import { INTERVIEW_ENDINGS, INTERVIEW_STATES, OUTCOMES } from '../rules/interview.ts';
import { DEGREES, LOCALES, ROLES } from '../rules/terms.ts';
import { TICKET_STATES } from '../rules/ticket.ts';
import {
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
} from './ids.ts';

/** A text in both languages of the client. */
export const Bilingual = z.object({ zh: z.string(), en: z.string() });
/** A catalogue entry: code and its name in both languages. */
export const Term = z.object({ code: z.string(), zh: z.string(), en: z.string() });
/** A moment, UTC epoch milliseconds. Screens show it in the fair's zone. */
export const Moment = z.number().int();
/** A duration in milliseconds. */
export const DurationMs = z.number().int().nonnegative();

export const Degree = z.enum(DEGREES);
export const Role = z.enum(ROLES);
export const Locale = z.enum(LOCALES);
export const FairPhase = z.enum(FAIR_PHASES);
export const BoothDoor = z.enum(BOOTH_DOORS);
export const TicketState = z.enum(TICKET_STATES);
export const DropOffState = z.enum(DROP_OFF_STATES);
export const DeclineReason = z.enum(DECLINE_REASONS);
export const InterviewState = z.enum(INTERVIEW_STATES);
export const InterviewEnding = z.enum(INTERVIEW_ENDINGS);
export const Outcome = z.enum(OUTCOMES);

export const University = z.object({ id: UniversityId, name: Bilingual });

/** One role that the signed-in person holds, and where. */
export const Grant = z.object({
  role: Role,
  university: University.nullable(),
  employer: z.object({ id: EmployerId, name: Bilingual }).nullable(),
});

/** Who is signed in; `user` is null for a visitor. */
export const Me = z.object({
  user: z.object({ id: UserId, name: z.string(), email: z.string(), locale: Locale }).nullable(),
  grants: z.array(Grant),
  graduate: z
    .object({ university: University, major: Term, degree: Degree, graduationYear: z.number().int() })
    .nullable(),
  demo: z.boolean(),
});
export type Me = z.infer<typeof Me>;

/** A fair as lists show it. Phase and door states are recomputed on the screen from the same rules and times. */
export const FairSummary = z.object({
  id: FairId,
  name: Bilingual,
  notice: Bilingual,
  universities: z.array(University),
  dropOffOpensAt: Moment,
  startsAt: Moment,
  endsAt: Moment,
  timeZone: z.string(),
  published: z.boolean(),
  paused: z.boolean(),
  phase: FairPhase,
  counts: z.object({
    booths: z.number().int(),
    positions: z.number().int(),
    openings: z.number().int(),
    graduates: z.number().int(),
  }),
  /** Whether the viewer may organize this fair. */
  hosting: z.boolean(),
});
export type FairSummary = z.infer<typeof FairSummary>;

export const EmployerCard = z.object({
  id: EmployerId,
  name: Bilingual,
  shortName: Bilingual,
  industry: Term,
  city: Bilingual,
  size: z.string(),
  intro: Bilingual,
});

export const PositionView = z.object({
  id: PositionId,
  boothId: BoothId,
  title: Bilingual,
  description: Bilingual,
  city: Bilingual,
  /** How many people it wants to hire; a position is not an opening. */
  openings: z.number().int(),
  /** CNY a month before tax. */
  salaryMin: z.number().int(),
  salaryMax: z.number().int(),
  degrees: z.array(Degree),
  majors: z.array(Term),
});
export type PositionView = z.infer<typeof PositionView>;

/** One card on the floor of a fair. */
export const BoothCard = z.object({
  id: BoothId,
  number: z.string(),
  hall: z.object({ id: HallId, name: Bilingual }),
  employer: EmployerCard.omit({ intro: true }),
  positions: z.number().int(),
  openings: z.number().int(),
  /** Up to three positions: those that fit the search and the viewer first. */
  highlights: z.array(
    PositionView.pick({ id: true, title: true, openings: true, city: true, salaryMin: true, salaryMax: true }),
  ),
  /** Positions that name the viewer's major (or any) and accept their degree; null for who is no graduate. */
  fitting: z.number().int().nullable(),
});
export type BoothCard = z.infer<typeof BoothCard>;

/** The state of a booth's line that everybody may see. */
export const BoothLive = z.object({
  boothId: BoothId,
  door: BoothDoor,
  waiting: z.number().int(),
  desks: z.number().int(),
});
export type BoothLive = z.infer<typeof BoothLive>;

export const WaitRange = z.object({ lowMs: DurationMs, highMs: DurationMs });

/** View `fairFloor`: the doors and lines of all booths, as `[boothId, door, waiting, desks]`. */
export const FairFloorView = z.object({
  fairId: FairId,
  dropOffOpensAt: Moment,
  startsAt: Moment,
  endsAt: Moment,
  paused: z.boolean(),
  booths: z.array(z.tuple([BoothId, BoothDoor, z.number().int(), z.number().int()])),
});

/** View `boothLine`: one snapshot for everybody at a booth; each screen finds itself by its ticket's opaque number. */
export const BoothLineView = z.object({
  boothId: BoothId,
  door: BoothDoor,
  desks: z.number().int(),
  interviewing: z.number().int(),
  line: z.array(z.object({ number: z.number().int(), state: TicketState, wait: WaitRange.nullable() })),
});

/** The graduate as a recruiter of a booth sees them, once they chose the booth by taking a place or dropping a résumé. */
export const CandidateView = z.object({
  userId: UserId,
  name: z.string(),
  university: University,
  major: Term,
  degree: Degree,
  graduationYear: z.number().int(),
});

/** View `boothDesk`: the recruiter's side of a booth. */
export const BoothDeskView = z.object({
  boothId: BoothId,
  door: BoothDoor,
  paused: z.boolean(),
  plannedMs: DurationMs,
  desks: z.array(
    z.object({
      id: DeskId,
      recruiter: z.object({ id: UserId, name: z.string() }),
      ticketId: TicketId.nullable(),
      interviewId: InterviewId.nullable(),
    }),
  ),
  line: z.array(
    z.object({
      ticketId: TicketId,
      number: z.number().int(),
      state: TicketState,
      joinedAt: Moment,
      calledAt: Moment.nullable(),
      callExpiresAt: Moment.nullable(),
      candidate: CandidateView,
      position: z.object({ id: PositionId, title: Bilingual }).nullable(),
      dropOffId: DropOffId.nullable(),
      /** Called or interviewed at another booth: the place is kept, the next person is called first. */
      elsewhere: z.boolean(),
      interviewId: InterviewId.nullable(),
    }),
  ),
  /** Tickets that ended at this booth in the last hour without an interview, newest first: who left, was absent, was removed. */
  recent: z.array(
    z.object({ number: z.number().int(), state: TicketState, candidate: CandidateView, endedAt: Moment }),
  ),
  unread: z.number().int(),
  finished: z.number().int(),
});

export const BoothRef = z.object({ id: BoothId, number: z.string(), employer: Bilingual, fairId: FairId });

/** A graduate's own ticket. */
export const MyTicket = z.object({
  id: TicketId,
  number: z.number().int(),
  state: TicketState,
  booth: BoothRef,
  position: z.object({ id: PositionId, title: Bilingual }).nullable(),
  joinedAt: Moment,
  /** People before this one in line; null once called. */
  ahead: z.number().int().nullable(),
  wait: WaitRange.nullable(),
  door: BoothDoor,
  calledBy: z.string().nullable(),
  callExpiresAt: Moment.nullable(),
  /** The interview that this ticket led to, while it has not ended. */
  interviewId: InterviewId.nullable(),
  endedAt: Moment.nullable(),
});
export type MyTicket = z.infer<typeof MyTicket>;

/** A graduate's own drop-off, with the time it was first opened by the employer. */
export const MyDropOff = z.object({
  id: DropOffId,
  state: DropOffState,
  booth: BoothRef,
  position: z.object({ id: PositionId, title: Bilingual }),
  resumeId: ResumeId.nullable(),
  sentAt: Moment,
  openedAt: Moment.nullable(),
  decidedAt: Moment.nullable(),
  declineReason: DeclineReason.nullable(),
});
export type MyDropOff = z.infer<typeof MyDropOff>;

/** An interview as one of its two sides finds it in a list. Graduates see an outcome once it is released. */
export const InterviewSummary = z.object({
  id: InterviewId,
  state: InterviewState,
  booth: BoothRef,
  position: z.object({ id: PositionId, title: Bilingual }).nullable(),
  graduate: z.object({ id: UserId, name: z.string() }),
  recruiter: z.object({ id: UserId, name: z.string() }),
  createdAt: Moment,
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  outcome: Outcome.nullable(),
  releasedAt: Moment.nullable(),
});
export type InterviewSummary = z.infer<typeof InterviewSummary>;

/** View `myDay`: what is happening to the graduate who is signed in. */
export const MyDayView = z.object({
  tickets: z.array(MyTicket),
  dropOffs: z.array(MyDropOff),
  interviews: z.array(InterviewSummary),
});
export type MyDayView = z.infer<typeof MyDayView>;

/** View `interview`: one snapshot for both sides. */
export const InterviewView = z.object({
  id: InterviewId,
  state: InterviewState,
  booth: BoothRef,
  position: z.object({ id: PositionId, title: Bilingual }).nullable(),
  graduate: z.object({ id: UserId, name: z.string(), inRoom: z.boolean() }),
  recruiter: z.object({ id: UserId, name: z.string(), inRoom: z.boolean() }),
  plannedMs: DurationMs,
  createdAt: Moment,
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  endedBy: InterviewEnding.nullable(),
  messages: z.array(z.object({ id: z.number().int(), from: UserId, text: z.string(), at: Moment })),
});
export type InterviewView = z.infer<typeof InterviewView>;

/** The recruiter's record of an interview; never part of what the graduate can fetch, the note least of all. */
export const InterviewRecord = InterviewSummary.extend({
  candidate: CandidateView,
  dropOffId: DropOffId.nullable(),
  note: z.string(),
});

/** A drop-off in a booth's inbox. */
export const InboxDropOff = z.object({
  id: DropOffId,
  state: DropOffState,
  candidate: CandidateView,
  position: z.object({ id: PositionId, title: Bilingual }),
  sentAt: Moment,
  openedAt: Moment.nullable(),
  decidedAt: Moment.nullable(),
  declineReason: DeclineReason.nullable(),
});

export const ResumeView = z.object({
  id: ResumeId,
  fileName: z.string(),
  kind: z.enum(['pdf', 'docx']),
  size: z.number().int(),
  createdAt: Moment,
});
export type ResumeView = z.infer<typeof ResumeView>;

/** A desk of a recruiter at a booth. */
export const DeskView = z.object({ id: DeskId, boothId: BoothId, openedAt: Moment });

/** View `fairBoard`: the organizer's live board. Persons and person-times are counted apart. */
export const FairBoardView = z.object({
  fairId: FairId,
  dropOffOpensAt: Moment,
  startsAt: Moment,
  endsAt: Moment,
  paused: z.boolean(),
  totals: z.object({
    /** Graduates with a live connection. */
    present: z.number().int(),
    waiting: z.number().int(),
    called: z.number().int(),
    interviewing: z.number().int(),
    idleDesks: z.number().int(),
    unattended: z.number().int(),
    dropOffs: z.number().int(),
    interviewsDone: z.number().int(),
  }),
  universities: z.array(
    z.object({
      university: University,
      graduates: z.number().int(),
      waiting: z.number().int(),
      interviewing: z.number().int(),
      interviewed: z.number().int(),
      dropOffs: z.number().int(),
    }),
  ),
  halls: z.array(
    z.object({
      hall: z.object({ id: HallId, name: Bilingual }),
      booths: z.array(
        z.object({
          id: BoothId,
          number: z.string(),
          employer: Bilingual,
          door: BoothDoor,
          waiting: z.number().int(),
          desks: z.number().int(),
          interviewing: z.number().int(),
          longestWaitMs: DurationMs.nullable(),
        }),
      ),
    }),
  ),
});
