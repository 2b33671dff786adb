import type { ErrorCode } from '#shared/contract/errors.ts';
import type {
  MediaAnswer,
  MediaNotice,
  MediaRequest,
  MediaRequestName,
  PeerGoneReason,
  RoomClosedReason,
} from '#shared/contract/media.ts';
import type { IceServer } from '#shared/contract/media-rtp.ts';

/** What a domain and the gateway may know of the media engine. No type of mediasoup passes this file. */

/** The codes a media request can be refused with. */
export type MediaErrorCode = Extract<
  ErrorCode,
  'invalidInput' | 'notFound' | 'mediaNotJoined' | 'mediaConflict' | 'mediaLimit' | 'mediaFailed' | 'mediaUnavailable'
>;

/** A refused media request. `fields` are the paths of a payload that did not pass its schema. */
export class MediaError extends Error {
  readonly code: MediaErrorCode;
  readonly fields: readonly string[];

  constructor(code: MediaErrorCode, message: string, fields: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'MediaError';
    this.code = code;
    this.fields = fields;
  }
}

/** Who joins, already authorised by the caller. */
export type JoinOptions = {
  roomId: string;
  /** New for each joining (a random UUID). */
  peerId: string;
  userId: string;
  /** What others are shown: `graduate`, `recruiter`... */
  displayRole: string;
  rtpCapabilities: MediaRequest<'media:join'>['rtpCapabilities'];
  /** STUN and TURN servers for this peer; TURN credentials are the caller's to make. */
  iceServers: IceServer[];
  /** Called for each `media:event`, in order. */
  notify(notice: MediaNotice): void;
};

/** Every request but the join itself, which the gateway authorises. */
export type PeerRequestName = Exclude<MediaRequestName, 'media:join'>;

/** Why a peer session ended, as its owner sees it. */
export type PeerCloseReason = PeerGoneReason | 'superseded' | RoomClosedReason;

/** One person's place in a room, from join to close. */
export type PeerSession = {
  readonly peerId: string;
  readonly userId: string;
  readonly roomId: string;
  /** What the ack of `media:join` holds. */
  readonly joined: MediaAnswer<'media:join'>;
  readonly closed: boolean;
  /** Validates the payload against the contract, then does it. Rejects with `MediaError` and nothing else. */
  request<Name extends PeerRequestName>(name: Name, payload: unknown): Promise<MediaAnswer<Name>>;
  /** Idempotent. Others are told `peerLeft`; with `removed` this peer is told `roomClosed`. */
  close(reason: PeerGoneReason): void;
};

/** What the engine offers to domains. */
export type MediaRooms = {
  /** Opens the room if it is not open. Rejects with `MediaError` (`mediaUnavailable` while no worker lives). */
  join(options: JoinOptions): Promise<PeerSession>;
  /** Idempotent; everybody in it is told `roomClosed`. */
  closeRoom(roomId: string, reason: RoomClosedReason): void;
};

/** One worker process, as it is. `cpu` is the share of one core used over the last watch interval. */
export type WorkerStats = { pid: number; port: number; rooms: number; cpu: number };

/** What is open now, by the engine's own count. */
export type MediaStats = {
  workers: WorkerStats[];
  rooms: number;
  peers: number;
  transports: number;
  producers: number;
  consumers: number;
  /** Workers replaced since start. */
  restarts: number;
};

/** What the workers themselves hold: the truth that `MediaStats` is compared with. */
export type MediaAudit = { routers: number; transports: number };

export type MediaEngine = MediaRooms & {
  stats(): MediaStats;
  audit(): Promise<MediaAudit>;
  /** Whether every worker answers a ping within a second. For `/readyz`. */
  healthy(): Promise<boolean>;
  /** Ends every room (`shutdown`) and every worker. Idempotent. */
  close(): Promise<void>;
};

/** The part of a pino logger that the engine uses. */
export type MediaLogger = {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
};

export type MediaEngineOptions = {
  /** Worker processes: one a core. */
  workers: number;
  listenIp: string;
  /** The address clients reach `listenIp` at, where it differs. */
  announcedAddress?: string;
  /** Worker i listens on UDP and TCP `portMin + i`. */
  portMin: number;
  /** Path of the mediasoup-worker binary. */
  workerBin: string;
  logger: MediaLogger;
};
