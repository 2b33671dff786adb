import { expect, test } from 'vitest';
import { DEGREES, reachesDegree } from '#shared/rules/terms.ts';

test('a degree reaches itself and every lower one, for each pair', () => {
  for (const [held, name] of DEGREES.entries()) {
    for (const [lowest, asked] of DEGREES.entries()) expect(reachesDegree(name, asked)).toBe(held >= lowest);
  }
});
