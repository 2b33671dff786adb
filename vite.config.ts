import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { httpContract } from './shared/contract/http.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** What the typed client needs of one route: its method and path. */
type BareRoute = { '~orpc': { errorMap: object; meta: object; route: { method: string; path: string } } };
type BareRouter = { [key: string]: BareRoute | BareRouter };

function isRoute(node: object): node is BareRoute {
  return '~orpc' in node;
}

/** Strips a contract router to methods and paths. */
function bareContract(node: object): BareRoute | BareRouter {
  if (isRoute(node)) {
    const { method, path } = node['~orpc'].route;
    return { '~orpc': { errorMap: {}, meta: {}, route: { method, path } } };
  }
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, bareContract(child)]));
}

/** `virtual:contract`: the HTTP contract without its schemas, so that zod never reaches the browser. */
function contractPlugin(): Plugin {
  const id = 'virtual:contract';
  return {
    name: 'cloudfair-contract',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) =>
      source === `\0${id}`
        ? `export const contract = JSON.parse(${JSON.stringify(JSON.stringify(bareContract(httpContract)))});`
        : undefined,
  };
}

/** Serves what pdf.js fetches while it draws (character maps, standard fonts, decoders) from our own host, under /pdfjs. */
function pdfjsAssets(): Plugin {
  return {
    name: 'cloudfair-pdfjs-assets',
    apply: 'build',
    generateBundle() {
      const home = join(ROOT, 'node_modules/pdfjs-dist');
      for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
        for (const file of readdirSync(join(home, folder))) {
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${folder}/${file}`,
            source: readFileSync(join(home, folder, file)),
          });
        }
      }
    },
  };
}

/**
 * Names the chunks and styles of the page proper in index.html: boot.ts imports it only after what is urgent, and
 * without this the browser would hear of it a round trip later.
 */
function pageAhead(): Plugin {
  return {
    name: 'cloudfair-page-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const main = Object.values(bundle).find(
          (output) => output.type === 'chunk' && output.facadeModuleId?.endsWith('/src/app/main.tsx') === true,
        );
        if (main?.type !== 'chunk') throw new Error('the bundle has no chunk of src/app/main.tsx');
        const nonce = '__CSP_NONCE__';
        const scripts = [main.fileName, ...main.imports].filter((file) => !html.includes(file));
        const styles = [...(main.viteMetadata?.importedCss ?? [])].filter((file) => !html.includes(file));
        return [
          ...styles.map((file) => ({
            tag: 'link',
            injectTo: 'head' as const,
            attrs: { rel: 'stylesheet', crossorigin: true, href: `/${file}`, nonce },
          })),
          ...scripts.map((file) => ({
            tag: 'link',
            injectTo: 'head' as const,
            // Fetched, and not compiled yet: that would come before what boot.ts has to do.
            attrs: { rel: 'preload', as: 'script', crossorigin: true, href: `/${file}`, nonce },
          })),
        ];
      },
    },
  };
}

export default defineConfig({
  root: join(ROOT, 'client'),
  plugins: [react(), contractPlugin(), pdfjsAssets(), pageAhead()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: join(ROOT, 'dist/client'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
