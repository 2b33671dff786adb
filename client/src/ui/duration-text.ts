import { addTexts } from '../i18n/index.ts';

const MINUTE_MS = 60_000;

const useDurationTexts = addTexts('duration', {
  'zh-CN': { under: '不到 1 分钟', minutes: '{{m}} 分钟', hours: '{{h}} 小时', both: '{{h}} 小时 {{m}} 分' },
  en: { under: 'under 1 min', minutes: '{{m}} min', hours: '{{h}} h', both: '{{h}} h {{m}} min' },
});

/** Says a duration (ms) in whole minutes and hours, as people do: `under 1 min`, `12 min`, `1 h 05 min`. */
export function useDurationText(): (ms: number) => string {
  const t = useDurationTexts();
  return (ms) => {
    const minutes = Math.floor(ms / MINUTE_MS);
    if (minutes < 1) return t('under');
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    if (h === 0) return t('minutes', { m });
    return m === 0 ? t('hours', { h }) : t('both', { h, m });
  };
}
