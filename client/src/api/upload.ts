import type { ResumeView } from '#shared/contract/views.ts';
import { RESUME_MAX_BYTES } from '#shared/rules/limits.ts';
import { type ApiError, fromRefusal, fromResponse, UnreachableError } from './api-error.ts';
import { randomId } from './random-id.ts';

export type Resume = ResumeView;

/** Says early what the server would refuse anyway, before megabytes travel: size and the ending of the name. */
export function refuseResume(file: File): ApiError | undefined {
  if (file.size > RESUME_MAX_BYTES) return fromRefusal({ code: 'resumeTooLarge', requestId: '' });
  if (!/\.(pdf|docx)$/i.test(file.name)) return fromRefusal({ code: 'resumeTypeUnsupported', requestId: '' });
  return undefined;
}

/** Uploads a résumé; `onProgress` hears of the share sent (0 to 1). Rejects like `api`, or with the signal's reason. */
export function uploadResume(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Resume> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('error', () => reject(new UnreachableError('the upload broke off')));
    request.addEventListener('load', () => {
      const response = new Response(request.responseText, { status: request.status });
      if (response.ok) resolve(JSON.parse(request.responseText) as Resume);
      else fromResponse(response).then(reject, reject);
    });
    request.open('POST', '/api/my/resumes');
    request.setRequestHeader('idempotency-key', randomId());
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
