import { reopenWhenOutdated } from './new-version.ts';

/*
 * The first code of the page, and all of it small: in mid-interview the other side's picture comes first, and the page is
 * built around it. The chunks of the page are named in index.html, so that they are on their way already.
 */
reopenWhenOutdated();

/** What must come before the page: nothing, but in an interview's room. */
async function beforeThePage(): Promise<void> {
  if (!location.pathname.startsWith('/interviews/')) return;
  const early = import('../features/interview/early.ts');
  // Asked for ahead of its user, because it is large and the browser can compile it meanwhile.
  const media = import('../media/device-load.ts');
  const { startEarly } = await early;
  await Promise.allSettled([media, startEarly()]);
}

// Not awaited at the top: the chunks may share modules with this one, and would wait for it to be over.
void beforeThePage().then(async () => {
  const { start } = await import('./main.tsx');
  await start();
});
