import { describe, expect, it } from 'vitest';
import { ERRORS } from '#shared/contract/errors.ts';
import { ERROR_TEXTS } from '../../client/src/i18n/errors.ts';

describe('the words of errors', () => {
  it.each(Object.keys(ERRORS))('%s is said in both languages', (code) => {
    const words = ERROR_TEXTS[code as keyof typeof ERRORS];
    expect(words['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(words.en).toMatch(/[a-z]/);
    expect(words.en).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('never tells anybody to refresh, and blames nobody', () => {
    const all = Object.values(ERROR_TEXTS).flatMap((words) => Object.values(words));
    for (const text of all) {
      expect(text).not.toMatch(/refresh|reload|刷新/i);
      expect(text).not.toMatch(/illegal|forbidden|failed to|非法|错误操作/i);
    }
  });

  it('says each thing in its own words', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const all = Object.values(ERROR_TEXTS).map((words) => words[locale]);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
