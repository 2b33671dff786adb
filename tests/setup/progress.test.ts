import { expect, test } from 'vitest';
import { progress } from '../../server/setup/progress.ts';

/** Keeps what is written, as a terminal of that many columns or as a file. */
function output(columns?: number) {
  const written: string[] = [];
  const out = { isTTY: columns !== undefined, columns, write: (text: string) => written.push(text) > 0 };
  return { written, out: out as unknown as NodeJS.WriteStream };
}

test('in a log, a line that only counts on is not repeated within seconds', () => {
  const { written, out } = output();
  const worker = progress(2, 5, 'worker', out);
  for (let n = 1; n <= 260; n++) worker.say(`building ${n}/260`);
  worker.say('testing itself');
  worker.done('ready (build)');
  expect(written).toEqual([
    '[2/5] worker: building 1/260\n',
    '[2/5] worker: testing itself\n',
    '[2/5] worker: ready (build)\n',
  ]);
});

test('on a terminal, one line is written over and cut to its width', () => {
  const { written, out } = output(24);
  const worker = progress(2, 5, 'worker', out);
  worker.say('building 118/260');
  worker.done('ready');
  expect(written).toEqual(['\r\x1b[K[2/5] worker: building ', '\r\x1b[K[2/5] worker: ready\n']);
});
