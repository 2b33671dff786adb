import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type IndexHtmlTransformContext, type Plugin } from 'vite';
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

type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>;

/** A module's chunk with all that it imports, and their styles, as file names. */
function filesOf(bundle: Bundle, module: string): { scripts: Set<string>; styles: Set<string> } {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const visit = (output: Bundle[string] | undefined) => {
    if (output?.type !== 'chunk' || scripts.has(output.fileName)) return;
    scripts.add(output.fileName);
    for (const file of output.viteMetadata?.importedCss ?? []) styles.add(file);
    for (const next of output.imports) visit(bundle[next]);
  };
  visit(Object.values(bundle).find((output) => output.type === 'chunk' && output.facadeModuleId?.endsWith(module)));
  if (scripts.size === 0) throw new Error(`the bundle has no chunk of ${module}`);
  return { scripts, styles };
}

/**
 * Names in index.html what the page proper is made of, which boot.ts imports after what is urgent: without this the browser would hear of it a round trip
 * later.
 */
function pageAhead(): Plugin {
  return {
    name: 'cloudfair-page-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const { scripts, styles } = filesOf(bundle, '/src/app/main.tsx');
        const link = (file: string, attrs: Record<string, string>) => ({
          tag: 'link',
          injectTo: 'head' as const,
          attrs: { ...attrs, crossorigin: true, href: `/${file}`, nonce: '__CSP_NONCE__' },
        });
        const unnamed = (files: Set<string>) => [...files].filter((file) => !html.includes(file));
        return [
          ...unnamed(styles).map((file) => link(file, { rel: 'stylesheet' })),
          // Fetched, and not compiled yet: that would come before what boot.ts has to do.
          ...unnamed(scripts).map((file) => link(file, { rel: 'preload', as: 'script' })),
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
