import type { ViewName } from './socket.ts';

/** The room of a view: its name and its parameters in a fixed order. Apart from the schemas, so that the browser gets only this. */
export function viewKey(view: ViewName, params: Record<string, string>): string {
  const parts = Object.keys(params)
    .sort()
    .map((name) => params[name]);
  return [view, ...parts].join(':');
}
