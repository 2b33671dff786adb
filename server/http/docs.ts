import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import express, { Router } from 'express';
import { httpContract } from '#shared/contract/http.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>CloudFair API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><main id="swagger-ui"></main>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>
`;
const START = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true });\n`;

const SWAGGER = path.dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));

/** `GET /openapi.json`, generated from the contract, and `/docs` to browse it, all from our own host. */
export function docsRoutes(): Router {
  const router = Router();
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  let document: ReturnType<typeof generator.generate> | undefined;
  router.get('/openapi.json', async (_request, response) => {
    document ??= generator.generate(httpContract, {
      info: { title: 'CloudFair', version: '1', description: 'Timed cloud fairs: booths, lines, interviews, résumés.' },
      servers: [{ url: '/api' }],
    });
    response.json(await document);
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(PAGE);
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('js').send(START);
  });
  router.use('/docs/assets', express.static(SWAGGER, { index: false, fallthrough: true }));
  return router;
}
