import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { UniversityId } from '#shared/contract/ids.ts';
import { api, orpc } from '../../api/client.ts';
import { useDurationText } from '../../ui/duration-text.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DEFAULT_ZONE } from '../../ui/format-moment.ts';
import { PartnerPicker } from './partner-picker.tsx';
import { useOrganizeTexts } from './texts.ts';
import { fromWallClock, toWallClock } from './zoned-time.ts';

export type Fair = Awaited<ReturnType<typeof api.fairs.show>>;

type Draft = {
  zh: string;
  en: string;
  noticeZh: string;
  noticeEn: string;
  partners: readonly UniversityId[];
  dropOffOpensAt: string;
  startsAt: string;
  endsAt: string;
};

const EMPTY: Draft = {
  zh: '',
  en: '',
  noticeZh: '',
  noticeEn: '',
  partners: [],
  dropOffOpensAt: '',
  startsAt: '',
  endsAt: '',
};

const PARTNERS_MAX = 8;
const NAME_MAX = 120;
const NOTICE_MAX = 2_000;

/** What is still wrong with a draft, as the text's key; undefined when it can be sent. */
function trouble(draft: Draft, zone: string): 'needName' | 'needTimes' | 'needOrder' | undefined {
  if (draft.zh.trim() === '' || draft.en.trim() === '') return 'needName';
  const [opens, starts, ends] = timesOf(draft, zone);
  if (opens === undefined || starts === undefined || ends === undefined) return 'needTimes';
  return opens <= starts && starts < ends ? undefined : 'needOrder';
}

function timesOf(draft: Draft, zone: string) {
  return [draft.dropOffOpensAt, draft.startsAt, draft.endsAt].map((text) => fromWallClock(text, zone));
}

/** Makes a fair, or changes one (`fair`). Own universities are part of it by themselves and are not offered. */
export function FairForm({
  fair,
  ownUniversityIds,
  onDone,
  onCancel,
}: {
  fair?: Fair;
  ownUniversityIds: ReadonlySet<string>;
  onDone: (saved: Fair) => void;
  onCancel: () => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const say = useDurationText();
  const id = useId();
  const client = useQueryClient();
  const zone = fair?.timeZone ?? DEFAULT_ZONE;
  const [draft, setDraft] = useState<Draft>(fair === undefined ? EMPTY : draftOf(fair, ownUniversityIds));
  const [complain, setComplain] = useState(false);
  const universities = useQuery(orpc.fairs.universities.queryOptions({ staleTime: 300_000 }));
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const wrong = trouble(draft, zone);
  const [, starts, ends] = timesOf(draft, zone);

  const save = useMutation({
    mutationFn: () => {
      const [dropOffOpensAt = 0, startsAt = 0, endsAt = 0] = timesOf(draft, zone);
      const input = {
        name: { zh: draft.zh.trim(), en: draft.en.trim() },
        notice: { zh: draft.noticeZh.trim(), en: draft.noticeEn.trim() },
        partnerUniversityIds: [...draft.partners],
        dropOffOpensAt,
        startsAt,
        endsAt,
      };
      return fair === undefined ? api.fairs.create(input) : api.fairs.update({ ...input, fairId: fair.id });
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: orpc.fairs.key() });
      onDone(saved);
    },
  });

  const time = (name: 'dropOffOpensAt' | 'startsAt' | 'endsAt', label: string) => (
    <label className="cf-field">
      <span>{label}</span>
      <input
        className="cf-input"
        type="datetime-local"
        required
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <form
      className="org-form cf-card"
      aria-labelledby={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setComplain(true);
        if (wrong === undefined) save.mutate();
      }}
    >
      <h2 id={id}>{t(fair === undefined ? 'createTitle' : 'changeTitle')}</h2>
      <div className="org-form-pair">
        <Text label={t('nameZh')} value={draft.zh} max={NAME_MAX} required onChange={(zh) => set({ zh })} />
        <Text label={t('nameEn')} value={draft.en} max={NAME_MAX} required onChange={(en) => set({ en })} />
      </div>
      <div className="org-form-pair">
        <Text
          label={t('noticeZh')}
          value={draft.noticeZh}
          max={NOTICE_MAX}
          onChange={(noticeZh) => set({ noticeZh })}
        />
        <Text
          label={t('noticeEn')}
          value={draft.noticeEn}
          max={NOTICE_MAX}
          onChange={(noticeEn) => set({ noticeEn })}
        />
      </div>
      <p className="cf-muted cf-small">{t('noticeHint')}</p>
      <PartnerPicker
        universities={(universities.data ?? []).filter((each) => !ownUniversityIds.has(each.id))}
        chosen={draft.partners}
        max={PARTNERS_MAX}
        onChange={(partners) => set({ partners })}
      />
      <ErrorNotice error={universities.error} onRetry={() => void universities.refetch()} />
      <fieldset className="org-times">
        <legend>{t('timesTitle')}</legend>
        <p className="cf-muted cf-small">
          {zone === DEFAULT_ZONE ? t('timesZone') : t('timesZoneOf', { zone })}
          {starts !== undefined &&
            ends !== undefined &&
            ends > starts &&
            ` · ${t('lasts', { length: say(ends - starts) })}`}
        </p>
        <div className="org-form-three">
          {time('dropOffOpensAt', t('dropOffOpensAt'))}
          {time('startsAt', t('starts'))}
          {time('endsAt', t('ends'))}
        </div>
      </fieldset>
      {complain && wrong !== undefined && (
        <p className="cf-notice cf-notice-error" role="alert">
          {t(wrong)}
        </p>
      )}
      <ErrorNotice error={save.error} />
      <div className="org-actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t(fair === undefined ? 'create' : 'save')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

function draftOf(fair: Fair, own: ReadonlySet<string>): Draft {
  return {
    zh: fair.name.zh,
    en: fair.name.en,
    noticeZh: fair.notice.zh,
    noticeEn: fair.notice.en,
    partners: fair.universities.filter((each) => !own.has(each.id)).map((each) => each.id),
    dropOffOpensAt: toWallClock(fair.dropOffOpensAt, fair.timeZone),
    startsAt: toWallClock(fair.startsAt, fair.timeZone),
    endsAt: toWallClock(fair.endsAt, fair.timeZone),
  };
}

function Text({
  label,
  value,
  max,
  required = false,
  onChange,
}: {
  label: string;
  value: string;
  max: number;
  required?: boolean;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="cf-field">
      <span>{label}</span>
      <input
        className="cf-input"
        value={value}
        maxLength={max}
        required={required}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
