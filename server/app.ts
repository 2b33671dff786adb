import { createServer, type Server as HttpServer } from 'node:http';
import path from 'node:path';
import express from 'express';
import { accountRoutes } from './accounts/account.routes.ts';
import { createAccountService } from './accounts/account.service.ts';
import { userOf } from './accounts/actor.ts';
import { createAuth } from './accounts/auth.ts';
import { createSignInGuard } from './accounts/sign-in-guard.ts';
import { boothRoutes, floorRoutes } from './booths/booth.routes.ts';
import { createBoothService } from './booths/booth.service.ts';
import { createDeskService } from './booths/desk.service.ts';
import { createFloorService } from './booths/floor.service.ts';
import type { Config } from './config.ts';
import type { Db } from './db/connect.ts';
import { createUnitOfWork } from './db/unit-of-work.ts';
import { fairRoutes } from './fairs/fair.routes.ts';
import { createFairService } from './fairs/fair.service.ts';
import { createApi } from './http/api.ts';
import { authRoutes } from './http/auth-routes.ts';
import { docsRoutes } from './http/docs.ts';
import { endServer } from './http/end-server.ts';
import { answerErrors, refuseUnknown } from './http/errors.ts';
import { healthRoutes } from './http/health.ts';
import { jsonOnly } from './http/json-only.ts';
import { allowedOrigins } from './http/origins.ts';
import { pageRoutes } from './http/pages.ts';
import { identify } from './http/request.ts';
import { createRoutes } from './http/routes.ts';
import { nonce, permissionsPolicy, sameOrigin, securityHeaders } from './http/security.ts';
import { interviewRoutes } from './interviews/interview.routes.ts';
import { createInterviewService, openInterview } from './interviews/interview.service.ts';
import { createSweeper } from './jobs/sweeper.ts';
import type { Clock } from './lib/clock.ts';
import type { FactBus } from './lib/facts.ts';
import { createDiskStore } from './lib/file-store.ts';
import type { Logger } from './lib/logger.ts';
import { createGateway } from './live/gateway.ts';
import { createMediaDoor } from './live/media-door.ts';
import { loadMyDay } from './live/my-day.ts';
import { createPresence } from './live/presence.ts';
import { startRightsCheck } from './live/rights.ts';
import { defineViews } from './live/views.ts';
import type { MediaEngine } from './media/engine.ts';
import { ticketRoutes } from './queue/ticket.routes.ts';
import { createTicketService } from './queue/ticket.service.ts';
import { createDropOffService } from './resumes/drop-off.service.ts';
import { createFileLinks } from './resumes/file-link.ts';
import { dropOffRoutes, fileRoutes, resumeRoutes } from './resumes/resume.routes.ts';
import { createResumeService } from './resumes/resume.service.ts';
import type { DemoAccess } from './setup/demo/sign-ins.ts';

/** What the application is made of; everything with a life of its own is passed in. */
export type AppDeps = {
  config: Pick<Config, 'publicUrl' | 'dataDir' | 'authSecret' | 'trustProxy'> & { rtc: Pick<Config['rtc'], 'turn'> };
  db: Db;
  /** What has happened, on this node and, through the relay, on others. */
  facts: FactBus;
  media: MediaEngine;
  clock: Clock;
  logger: Logger;
  /** Folder of the built client. */
  clientDir: string;
  /** The sign-ins of a demo; `undefined` for a real installation. */
  demo?: DemoAccess | undefined;
};

/** Requests that run when the app closes have this long to finish. */
const REQUESTS_END_WITHIN_MS = 3_000;

export type App = ReturnType<typeof createApp>;

/** The composition root: every part is made here, once, and closed here. */
export function createApp({ config, db, facts, media, clock, logger, clientDir, demo }: AppDeps) {
  let draining = false;
  const unit = createUnitOfWork(db, facts);
  const presence = createPresence(facts);
  const origins = allowedOrigins(config.publicUrl);
  const store = createDiskStore(path.join(config.dataDir, 'files'));
  const links = createFileLinks(config.authSecret);
  const auth = createAuth({ db, publicUrl: config.publicUrl, origins: [...origins], secret: config.authSecret });

  const accounts = createAccountService({
    db,
    auth,
    unit,
    clock,
    publicUrl: config.publicUrl,
    demo: demo !== undefined,
  });
  const fairs = createFairService({ db, unit, clock });
  const desks = createDeskService({ db, unit, clock });
  const booths = createBoothService({ db, unit, fairs, clock });
  const floor = createFloorService({ db, fairs, clock });
  const resumes = createResumeService({ db, unit, clock, store, links });
  const dropOffs = createDropOffService({ db, unit, clock, links, store });
  const tickets = createTicketService({
    db,
    unit,
    clock,
    desks,
    openInterview: (trx, ticket) => openInterview(trx, ticket, new Date(clock.now())),
  });
  const interviews = createInterviewService({ db, unit, clock, finishTicket: tickets.finish });
  const sweeper = createSweeper({ db, unit, facts, clock, desks, tickets, interviews, logger });

  const routes = createRoutes();
  const router = routes.router({
    accounts: accountRoutes(routes.accounts, accounts, demo),
    fairs: { ...fairRoutes(routes.fairs, fairs), ...floorRoutes(routes.fairs, floor, booths) },
    booths: boothRoutes(routes.booths, booths, desks, async (actor, boothId) => {
      if (!actor.grants.some(({ role }) => role === 'graduate')) return { ticket: null, dropOffs: [] };
      const [own, dropped] = await Promise.all([tickets.mine(actor, boothId), dropOffs.mine(actor, boothId)]);
      return { ticket: own.find(({ endedAt }) => endedAt === null) ?? null, dropOffs: dropped };
    }),
    resumes: resumeRoutes(routes.resumes, resumes),
    dropOffs: dropOffRoutes(routes.dropOffs, dropOffs),
    queue: {
      ...ticketRoutes(routes.queue, tickets),
      myDay: routes.queue.myDay.handler(({ context }) =>
        loadMyDay(db, userOf(context.caller.actor), new Date(clock.now())),
      ),
    },
    interviews: interviewRoutes(routes.interviews, interviews),
  });

  const edge = express();
  edge.disable('x-powered-by');
  if (config.trustProxy !== undefined) edge.set('trust proxy', config.trustProxy);
  edge.use(identify(accounts), nonce, securityHeaders(config.publicUrl), permissionsPolicy);
  edge.use(healthRoutes({ db, media, draining: () => draining }));
  edge.use('/api', sameOrigin(origins));
  edge.use('/api/auth', jsonOnly, authRoutes(auth, createSignInGuard(db, clock)));
  edge.use('/api', docsRoutes(), fileRoutes(resumes, store), jsonOnly, createApi(router, logger), refuseUnknown);
  edge.use(pageRoutes(clientDir));
  edge.use(answerErrors(logger));

  const http: HttpServer = createServer(
    { headersTimeout: 10_000, requestTimeout: 120_000, maxHeaderSize: 16 * 1024 },
    edge,
  );
  const door = createMediaDoor({ media, interviews, presence, facts, clock, logger, turn: config.rtc.turn });
  const gateway = createGateway({
    http,
    origins,
    accounts,
    desks,
    media: door,
    views: defineViews({ db, clock, fairs, interviews, presence }),
    facts,
    presence,
    clock,
    logger,
  });
  const rights = startRightsCheck({ db, gateway, accounts, clock, logger });

  return {
    http,
    /** The HTTP edge, whose routes a test walks. */
    edge,
    io: gateway.io,
    accounts,
    sweeper,
    /** What is open now; all zero once everybody has left. */
    census: () => ({
      sockets: gateway.io.engine.clientsCount,
      views: gateway.openViews(),
      seats: door.size(),
      ...media.stats(),
    }),
    /** Closes sockets and HTTP, once; the database and the media engine belong to who passed them in. */
    async close(): Promise<void> {
      draining = true;
      gateway.io.emit('draining');
      rights.stop();
      const served = endServer(http, REQUESTS_END_WITHIN_MS);
      await gateway.close();
      await served;
      await sweeper.stop();
      door.close();
    },
  };
}
