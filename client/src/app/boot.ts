import { startEarly } from '../features/interview/early.ts';
import { reopenWhenOutdated } from './new-version.ts';

/*
 * The first code of the page, small: what must not wait for React goes first. The chunks of the page itself are named in
 * index.html, so that they are on their way meanwhile.
 */
reopenWhenOutdated();
// Not awaited at the top: the page's chunks may share modules with this one, and would wait for it to be over.
void startEarly().then(async () => {
  const { start } = await import('./main.tsx');
  await start();
});
