import { z } from 'zod';
import type { Action } from '../rules/permissions.ts';
import { BoothId, DeskId, FairId, InterviewId } from './ids.ts';
import { BoothDeskView, BoothLineView, FairBoardView, FairFloorView, InterviewView, MyDayView } from './views.ts';

/**
 * Live views: what a screen that changes by itself subscribes to. The server sends whole snapshots with a version that
 * only grows; a client drops older versions and asks again after a reconnect.
 */
export const viewContract = {
  fairFloor: { params: z.strictObject({ fairId: FairId }), snapshot: FairFloorView, action: 'fair.show' },
  fairBoard: { params: z.strictObject({ fairId: FairId }), snapshot: FairBoardView, action: 'fair.board' },
  boothLine: { params: z.strictObject({ boothId: BoothId }), snapshot: BoothLineView, action: 'booth.show' },
  boothDesk: { params: z.strictObject({ boothId: BoothId }), snapshot: BoothDeskView, action: 'booth.desk' },
  myDay: { params: z.strictObject({}), snapshot: MyDayView, action: 'queue.myDay' },
  interview: {
    params: z.strictObject({ interviewId: InterviewId }),
    snapshot: InterviewView,
    action: 'interview.show',
  },
} as const satisfies Record<string, { params: z.ZodType; snapshot: z.ZodType; action: Action }>;

export type ViewName = keyof typeof viewContract;
export type ViewParams<V extends ViewName> = z.infer<(typeof viewContract)[V]['params']>;
export type ViewSnapshot<V extends ViewName> = z.infer<(typeof viewContract)[V]['snapshot']>;

/** One snapshot on the wire. `key` is the room's name: the view and its parameters; `serverAt` lets screens correct their clock. */
export type ViewMessage<V extends ViewName = ViewName> = {
  view: V;
  key: string;
  version: number;
  serverAt: number;
  snapshot: ViewSnapshot<V>;
};

const ViewRequest = z.strictObject({
  view: z.enum(Object.keys(viewContract) as [ViewName, ...ViewName[]]),
  params: z.record(z.string().max(32), z.string().max(64)),
});

/** Orders a client may send besides the media ones of media.ts. Each is answered by an ack. */
export const socketContract = {
  'view:subscribe': { request: ViewRequest, action: 'view.subscribe' },
  'view:unsubscribe': { request: ViewRequest, action: 'view.subscribe' },
  /** Says that the recruiter is at the desk; repeated every few seconds while the desk's page is open. */
  'desk:present': { request: z.strictObject({ deskId: DeskId }), action: 'desk.present' },
} as const satisfies Record<string, { request: z.ZodType; action: Action }>;

export type SocketOrder = keyof typeof socketContract;
/** The payload of an order, as a client writes it. */
export type OrderRequest<N extends SocketOrder> = z.input<(typeof socketContract)[N]['request']>;

/** Events from the server besides `media:event` of media.ts. */
export type ServerEvents = {
  /** A new snapshot of a subscribed view. */
  view: (message: ViewMessage) => void;
  /** The right to a subscribed view was taken away. */
  'view:ended': (message: { key: string; code: 'forbidden' | 'notFound' }) => void;
  /** The session ended (signed out, expired or removed); the socket closes next. */
  'session:ended': (message: { code: 'sessionEnded' }) => void;
  /** The server is about to restart; the client reconnects by itself. */
  draining: () => void;
};
