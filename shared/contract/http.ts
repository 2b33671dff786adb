import { oc } from '@orpc/contract';
import { z } from 'zod';
import { DROP_OFF_STATES } from '../rules/drop-off.ts';
import type { Action } from '../rules/permissions.ts';
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
} from './ids.ts';
import {
  Bilingual,
  BoothCard,
  BoothLive,
  CandidateView,
  DeclineReason,
  Degree,
  DeskView,
  EmployerCard,
  FairSummary,
  InboxDropOff,
  InterviewRecord,
  InterviewSummary,
  Locale,
  Me,
  Moment,
  MyDayView,
  MyDropOff,
  MyTicket,
  Outcome,
  PositionView,
  ResumeView,
  Role,
  Term,
  University,
} from './views.ts';

/** Every route names its action; the permission table decides who may call it. */
const route = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: `/${string}`, action: Action, summary: string) =>
  oc.$meta<{ action: Action }>({ action }).route({ method, path, summary, tags: [path.split('/')[1] ?? 'app'] });

const NAME = z.string().trim().min(1).max(120);
const TEXT = z.string().trim().max(2_000);
const BilingualInput = z.strictObject({ zh: NAME, en: NAME });
const NoticeInput = z.strictObject({ zh: TEXT, en: TEXT });
const OK = z.object({ ok: z.literal(true) });
const Limit = z.coerce.number().int().min(1).max(100).default(30);
const Search = z.string().trim().max(80).optional();

/** A moment that somebody enters: within this century, so that every calendar and database can hold it. */
const EnteredMoment = Moment.min(Date.UTC(2000, 0, 1)).max(Date.UTC(2100, 0, 1));

/** Times of a fair as an organizer sets them. */
export const FairInput = z.strictObject({
  name: BilingualInput,
  notice: NoticeInput,
  partnerUniversityIds: z.array(UniversityId).max(8),
  dropOffOpensAt: EnteredMoment,
  startsAt: EnteredMoment,
  endsAt: EnteredMoment,
});

/** The whole HTTP surface: validation, types, typed client and OpenAPI come from here. */
export const httpContract = {
  accounts: {
    me: route('GET', '/me', 'account.me', 'Who is signed in').output(Me),
    setLocale: route('PUT', '/me/locale', 'account.setLocale', 'Choose the language of the account')
      .input(z.strictObject({ locale: Locale }))
      .output(OK),
    demo: route('GET', '/demo', 'account.demo', 'The demo sign-ins; empty outside a demo').output(
      z.object({
        notice: Bilingual,
        password: z.string(),
        signIns: z.array(z.object({ role: Role, name: z.string(), about: Bilingual, email: z.string() })),
      }),
    ),
    invite: route('POST', '/invitations', 'account.invite', 'Make a one-time link for a new account')
      .input(
        z.strictObject({
          email: z.email().max(200),
          role: Role.exclude(['graduate']),
          universityId: UniversityId.optional(),
          employerId: EmployerId.optional(),
        }),
      )
      .output(z.object({ url: z.string(), expiresAt: Moment })),
    acceptInvitation: route('POST', '/invitations/accept', 'account.acceptInvitation', 'Make the invited account')
      .input(
        z.strictObject({
          token: z.string().min(20).max(200),
          name: NAME,
          password: z.string().min(1).max(128),
          email: z.email().max(200).optional(),
        }),
      )
      .output(OK),
  },
  fairs: {
    list: route('GET', '/fairs', 'fair.list', 'Fairs the viewer may see').output(z.array(FairSummary)),
    show: route('GET', '/fairs/{fairId}', 'fair.show', 'One fair')
      .input(z.strictObject({ fairId: FairId }))
      .output(FairSummary),
    facets: route('GET', '/fairs/{fairId}/facets', 'fair.show', 'What the floor can be filtered by')
      .input(z.strictObject({ fairId: FairId }))
      .output(
        z.object({
          halls: z.array(z.object({ id: HallId, name: Bilingual })),
          cities: z.array(Bilingual),
          majors: z.array(Term),
        }),
      ),
    floor: route('GET', '/fairs/{fairId}/booths', 'fair.show', 'Booths of a fair, searched and filtered')
      .input(
        z.strictObject({
          fairId: FairId,
          search: Search,
          hallId: HallId.optional(),
          major: z.string().max(12).optional(),
          city: z.string().max(40).optional(),
          degree: Degree.optional(),
          openNow: z.stringbool().optional(),
          fitting: z.stringbool().optional(),
          after: z.string().max(40).optional(),
          limit: Limit,
        }),
      )
      .output(
        z.object({
          booths: z.array(BoothCard),
          live: z.array(BoothLive),
          next: z.string().nullable(),
          total: z.number().int(),
        }),
      ),
    create: route('POST', '/fairs', 'fair.create', 'Make a fair, not yet published')
      .input(FairInput)
      .output(FairSummary),
    update: route('PUT', '/fairs/{fairId}', 'fair.update', 'Change a fair')
      .input(FairInput.extend({ fairId: FairId }))
      .output(FairSummary),
    publish: route('POST', '/fairs/{fairId}/publish', 'fair.publish', 'Show a fair to its graduates')
      .input(z.strictObject({ fairId: FairId }))
      .output(FairSummary),
    pause: route('POST', '/fairs/{fairId}/pause', 'fair.pause', 'Stop all lines for a while')
      .input(z.strictObject({ fairId: FairId }))
      .output(FairSummary),
    resume: route('POST', '/fairs/{fairId}/resume', 'fair.pause', 'Let the lines move again')
      .input(z.strictObject({ fairId: FairId }))
      .output(FairSummary),
    extend: route('POST', '/fairs/{fairId}/extend', 'fair.extend', 'Move the end of a fair later')
      .input(
        z.strictObject({
          fairId: FairId,
          byMinutes: z
            .number()
            .int()
            .min(5)
            .max(24 * 60),
        }),
      )
      .output(FairSummary),
    universities: route('GET', '/universities', 'fair.create', 'Universities a joint fair can be made with').output(
      z.array(University),
    ),
    employers: route(
      'GET',
      '/fairs/{fairId}/employers',
      'booth.create',
      'Employers that have no booth in this fair yet',
    )
      .input(z.strictObject({ fairId: FairId, search: Search }))
      .output(z.array(EmployerCard.omit({ intro: true }))),
  },
  booths: {
    show: route('GET', '/booths/{boothId}', 'booth.show', "An employer's page in a fair")
      .input(z.strictObject({ boothId: BoothId }))
      .output(
        z.object({
          id: BoothId,
          number: z.string(),
          fair: FairSummary,
          hall: z.object({ id: HallId, name: Bilingual }),
          employer: EmployerCard,
          positions: z.array(PositionView),
          live: BoothLive,
          plannedMs: z.number().int(),
          recruiters: z.array(z.object({ name: z.string(), title: Bilingual })),
          /** The viewer's own live ticket and drop-offs here, for graduates. */
          mine: z.object({ ticket: MyTicket.nullable(), dropOffs: z.array(MyDropOff) }),
        }),
      ),
    create: route('POST', '/fairs/{fairId}/booths', 'booth.create', 'Give an employer a booth')
      .input(
        z.strictObject({
          fairId: FairId,
          employerId: EmployerId,
          hallId: HallId,
          number: z.string().trim().min(1).max(12),
        }),
      )
      .output(z.object({ id: BoothId })),
    mine: route('GET', '/my/booths', 'booth.mine', "The recruiter's own booths").output(
      z.array(
        z.object({
          id: BoothId,
          number: z.string(),
          employer: Bilingual,
          fair: FairSummary,
          live: BoothLive,
          unread: z.number().int(),
        }),
      ),
    ),
    pause: route(
      'POST',
      '/booths/{boothId}/pause',
      'booth.pause',
      'Take no new people for a while; the line keeps its places',
    )
      .input(z.strictObject({ boothId: BoothId }))
      .output(OK),
    resume: route('POST', '/booths/{boothId}/resume', 'booth.pause', 'Open a paused booth again')
      .input(z.strictObject({ boothId: BoothId }))
      .output(OK),
    openDesk: route('POST', '/booths/{boothId}/desks', 'desk.open', 'Sit down at a desk; the booth opens')
      .input(z.strictObject({ boothId: BoothId }))
      .output(DeskView),
    closeDesk: route('POST', '/desks/{deskId}/close', 'desk.close', 'Leave the desk')
      .input(z.strictObject({ deskId: DeskId }))
      .output(OK),
  },
  resumes: {
    list: route('GET', '/my/resumes', 'resume.list', 'Own résumés, newest first').output(z.array(ResumeView)),
    link: route('POST', '/resumes/{resumeId}/link', 'resume.link', 'A short-lived link to an own résumé file')
      .input(z.strictObject({ resumeId: ResumeId }))
      .output(z.object({ url: z.string(), kind: z.enum(['pdf', 'docx']), fileName: z.string(), expiresAt: Moment })),
    remove: route('DELETE', '/resumes/{resumeId}', 'resume.remove', 'Delete an own résumé that no employer holds')
      .input(z.strictObject({ resumeId: ResumeId }))
      .output(OK),
  },
  dropOffs: {
    create: route('POST', '/positions/{positionId}/drop-offs', 'dropOff.create', 'Drop the résumé off for a position')
      .input(z.strictObject({ positionId: PositionId, resumeId: ResumeId.optional() }))
      .output(MyDropOff),
    withdraw: route('POST', '/drop-offs/{dropOffId}/withdraw', 'dropOff.withdraw', 'Take the résumé back')
      .input(z.strictObject({ dropOffId: DropOffId }))
      .output(MyDropOff),
    inbox: route('GET', '/booths/{boothId}/drop-offs', 'dropOff.inbox', 'Résumés dropped at a booth, newest first')
      .input(
        z.strictObject({
          boothId: BoothId,
          state: z.enum(DROP_OFF_STATES).exclude(['withdrawn']).optional(),
          positionId: PositionId.optional(),
          after: z.string().max(80).optional(),
          limit: Limit,
        }),
      )
      .output(z.object({ dropOffs: z.array(InboxDropOff), next: z.string().nullable() })),
    open: route(
      'POST',
      '/drop-offs/{dropOffId}/open',
      'dropOff.open',
      'Read a résumé: logged, and seen by the graduate',
    )
      .input(z.strictObject({ dropOffId: DropOffId }))
      .output(
        z.object({
          dropOff: InboxDropOff,
          file: z.object({ url: z.string(), kind: z.enum(['pdf', 'docx']), fileName: z.string(), expiresAt: Moment }),
        }),
      ),
    decide: route('POST', '/drop-offs/{dropOffId}/decide', 'dropOff.decide', 'Shortlist or decline with a reason')
      .input(
        z.strictObject({
          dropOffId: DropOffId,
          decision: z.enum(['shortlist', 'decline']),
          reason: DeclineReason.optional(),
        }),
      )
      .output(InboxDropOff),
  },
  queue: {
    myDay: route('GET', '/my/day', 'queue.myDay', 'Own tickets, drop-offs and interviews').output(MyDayView),
    join: route('POST', '/booths/{boothId}/tickets', 'queue.join', 'Take a place in line')
      .input(z.strictObject({ boothId: BoothId, positionId: PositionId.optional() }))
      .output(MyTicket),
    leave: route('POST', '/tickets/{ticketId}/leave', 'queue.leave', 'Leave the line')
      .input(z.strictObject({ ticketId: TicketId }))
      .output(MyTicket),
    callNext: route('POST', '/desks/{deskId}/call-next', 'queue.callNext', 'Call the next person to this desk')
      .input(z.strictObject({ deskId: DeskId }))
      .output(z.object({ ticketId: TicketId, candidate: CandidateView, callExpiresAt: Moment })),
    putBack: route('POST', '/tickets/{ticketId}/put-back', 'queue.putBack', 'Take a call back; the place is kept')
      .input(z.strictObject({ ticketId: TicketId }))
      .output(OK),
    accept: route('POST', '/tickets/{ticketId}/accept', 'queue.accept', 'Accept the call and enter')
      .input(z.strictObject({ ticketId: TicketId }))
      .output(z.object({ interviewId: InterviewId })),
    decline: route('POST', '/tickets/{ticketId}/decline', 'queue.decline', 'Decline the call')
      .input(z.strictObject({ ticketId: TicketId }))
      .output(MyTicket),
  },
  interviews: {
    show: route('GET', '/interviews/{interviewId}', 'interview.show', 'One interview, for its two sides')
      .input(z.strictObject({ interviewId: InterviewId }))
      .output(InterviewSummary),
    mine: route('GET', '/my/interviews', 'interview.mine', 'Own interviews, newest first').output(
      z.array(InterviewSummary),
    ),
    ofBooth: route(
      'GET',
      '/booths/{boothId}/interviews',
      'interview.ofBooth',
      "A booth's interviews with notes, newest first",
    )
      .input(z.strictObject({ boothId: BoothId }))
      .output(z.array(InterviewRecord)),
    record: route(
      'GET',
      '/interviews/{interviewId}/record',
      'interview.record',
      "The recruiter's record of an interview",
    )
      .input(z.strictObject({ interviewId: InterviewId }))
      .output(InterviewRecord),
    say: route('POST', '/interviews/{interviewId}/messages', 'interview.say', 'Write in the chat')
      .input(z.strictObject({ interviewId: InterviewId, text: z.string().trim().min(1).max(2_000) }))
      .output(OK),
    end: route('POST', '/interviews/{interviewId}/end', 'interview.end', 'End the interview for both')
      .input(z.strictObject({ interviewId: InterviewId }))
      .output(OK),
    note: route('PUT', '/interviews/{interviewId}/note', 'interview.note', 'Keep the private note')
      .input(z.strictObject({ interviewId: InterviewId, note: z.string().max(4_000) }))
      .output(OK),
    decide: route(
      'PUT',
      '/interviews/{interviewId}/outcome',
      'interview.decide',
      'Record the outcome, released to the graduate or not yet',
    )
      .input(z.strictObject({ interviewId: InterviewId, outcome: Outcome, release: z.boolean() }))
      .output(InterviewRecord),
  },
};

/** Routes that move files and so stand beside the contract library; same table of actions, same matrix test. */
export const FILE_ROUTES = [
  { method: 'POST', path: '/my/resumes', action: 'resume.upload' },
  { method: 'GET', path: '/files/{token}', action: 'file.read' },
] as const satisfies readonly { method: string; path: string; action: Action }[];

/** An employer's page, with what is the viewer's own there. */
export type BoothPage = z.infer<NonNullable<(typeof httpContract.booths.show)['~orpc']['outputSchema']>>;
