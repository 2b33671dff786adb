/// <reference types="vite/client" />

declare module 'virtual:contract' {
  /** The HTTP contract reduced at build to methods and paths, so that no schema library reaches the browser. */
  export const contract: typeof import('#shared/contract/http.ts').httpContract;
}
