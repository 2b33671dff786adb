import { Router } from 'express';
import { allowRole } from '../accounts/actor.ts';
import { callerOf } from '../http/request.ts';
import type { Routes } from '../http/routes.ts';
import type { FileStore } from '../lib/file-store.ts';
import type { DropOffService } from './drop-off.service.ts';
import type { ResumeService } from './resume.service.ts';
import { receiveResume } from './upload.ts';

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** HTTP of résumés. */
export function resumeRoutes(routes: Routes['resumes'], resumes: ResumeService) {
  return {
    list: routes.list.handler(({ context }) => resumes.list(context.caller.actor)),
    link: routes.link.handler(({ context, input }) => resumes.link(context.caller.actor, input.resumeId)),
    remove: routes.remove.handler(({ context, input }) => resumes.remove(context.caller, input.resumeId)),
  };
}

/** HTTP of drop-offs. */
export function dropOffRoutes(routes: Routes['dropOffs'], dropOffs: DropOffService) {
  return {
    create: routes.create.handler(({ context, input }) => dropOffs.create(context.caller, input)),
    withdraw: routes.withdraw.handler(({ context, input }) => dropOffs.withdraw(context.caller, input.dropOffId)),
    inbox: routes.inbox.handler(({ context, input }) => dropOffs.inbox(context.caller.actor, input)),
    open: routes.open.handler(({ context, input }) => dropOffs.open(context.caller, input.dropOffId)),
    decide: routes.decide.handler(({ context, input }) => dropOffs.decide(context.caller, input)),
  };
}

/** The two routes that move files; `FILE_ROUTES` of the contract names them. Errors go to the edge's handler. */
export function fileRoutes(resumes: ResumeService, store: FileStore): Router {
  const router = Router();
  router.post('/my/resumes', async (request, response) => {
    const caller = await callerOf(request);
    allowRole(caller.actor, 'resume.upload');
    await resumes.checkRoom(caller.actor);
    response.status(201).json(await resumes.keep(caller, await receiveResume(request, store)));
  });
  router.get('/files/:token', async (request, response, next) => {
    const { actor } = await callerOf(request);
    allowRole(actor, 'file.read');
    const file = await resumes.openFile(actor, request.params.token);
    const disposition = file.kind === 'pdf' ? 'inline' : 'attachment';
    response.setHeader('Content-Type', TYPES[file.kind]);
    response.setHeader('Content-Length', file.size);
    response.setHeader('Content-Disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`);
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Cache-Control', 'private, no-store');
    file.content.on('error', next).pipe(response);
  });
  return router;
}
