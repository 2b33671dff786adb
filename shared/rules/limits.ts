/** Every wait and cap of the product, named once. Durations in milliseconds, sizes in bytes. */

/** How long a called graduate has to answer before the call counts as a no-show, unless the fair says otherwise. */
export const CALL_WINDOW_MS = 45_000;
/** The call turns amber and warns when this much of the window is left. */
export const CALL_WARNING_MS = 15_000;
/** "You are next, get ready" is said from this place in line on. */
export const GET_READY_PLACE = 1;
/** Planned length of one interview when the booth sets none. */
export const INTERVIEW_PLANNED_MS = 10 * 60_000;
/** Both sides are warned when this much of the planned time is left. */
export const INTERVIEW_WARNING_MS = 2 * 60_000;
/** How long a running interview may go on after the fair has ended. */
export const OVERTIME_MS = 10 * 60_000;
/** The last stretch of a fair in which newcomers are warned that they may not be reached. */
export const CLOSING_MS = 30 * 60_000;
/** A desk counts as present for this long after its recruiter was last seen (a refresh takes less). */
export const DESK_GRACE_MS = 20_000;
/** How often a connected desk renews its presence. */
export const DESK_RENEW_MS = 5_000;
/** How often the sweeper looks for deadlines that have passed. */
export const SWEEP_MS = 500;
/** Rights of connected sockets are read again this often; a removed role is out within two seconds. */
export const RIGHTS_CHECK_MS = 1_000;
/** A live view is recomputed at most this often. */
export const VIEW_INTERVAL_MS = 100;
/** Hall-wide views are recomputed at most this often: one broadcast to thousands is dear (figures.md). */
export const HALL_VIEW_INTERVAL_MS = 500;
/** Largest résumé accepted. */
export const RESUME_MAX_BYTES = 10 * 1024 * 1024;
/** Résumés kept per graduate. */
export const RESUMES_PER_GRADUATE = 10;
/** Largest socket message accepted. */
export const SOCKET_MESSAGE_MAX_BYTES = 64 * 1024;
/** Events one socket may send: a bucket of this size, refilled at the rate below. */
export const SOCKET_BURST = 80;
/** Events a second one socket may send in the long run. */
export const SOCKET_EVENTS_PER_SECOND = 40;
/** Refused events a second that a socket is answered for as long as it likes. */
export const SOCKET_REFUSALS_PER_SECOND = 200;
/** A socket that is refused this many times more than that is closed. */
export const SOCKET_REFUSALS_BEFORE_CLOSE = 400;
/** Longest chat message, in UTF-16 units. */
export const CHAT_MAX_LENGTH = 2_000;
/** A link to a résumé file is good for this long. */
export const FILE_LINK_MS = 10 * 60_000;
/** Answers to idempotent commands are kept this long. */
export const IDEMPOTENCY_KEEP_MS = 24 * 60 * 60_000;
/** An invitation link is good for this long. */
export const INVITATION_MS = 7 * 24 * 60 * 60_000;
