import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { FairId, HallId } from '#shared/contract/ids.ts';
import { api, orpc } from '../../api/client.ts';
import { usePick } from '../../i18n/index.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { type EmployerChoice, EmployerChoices } from './employer-choices.tsx';
import { useOrganizeTexts } from './texts.ts';
import { useRested } from './use-rested.ts';

const NUMBER_MAX = 12;

/** Gives an employer without a booth one: employer, hall, number. Closed until it is wanted. */
export function GiveBooth({ fairId }: { fairId: FairId }): ReactNode {
  const t = useOrganizeTexts();
  const [open, setOpen] = useState(false);
  return (
    <details className="cf-card org-give" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('giveTitle')}</h2>
      </summary>
      {open && <GiveForm fairId={fairId} />}
    </details>
  );
}

function GiveForm({ fairId }: { fairId: FairId }): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const id = useId();
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const wanted = useRested(search.trim());
  const [employer, setEmployer] = useState<EmployerChoice>();
  const [hallId, setHallId] = useState<HallId>();
  const [number, setNumber] = useState('');
  const [complain, setComplain] = useState(false);
  const [news, setNews] = useState('');
  const facets = useQuery(orpc.fairs.facets.queryOptions({ input: { fairId } }));
  const employers = useQuery(
    orpc.fairs.employers.queryOptions({
      input: { fairId, ...(wanted === '' ? {} : { search: wanted }) },
      placeholderData: keepPreviousData,
    }),
  );
  const give = useMutation({
    mutationFn: (input: { employer: EmployerChoice; hallId: HallId; number: string }) =>
      api.booths.create({ fairId, employerId: input.employer.id, hallId: input.hallId, number: input.number }),
    onSuccess: async (_booth, input) => {
      setNews(t('given', { name: pick(input.employer.name), number: input.number }));
      setEmployer(undefined);
      setNumber('');
      setComplain(false);
      await client.invalidateQueries({ queryKey: orpc.fairs.key() });
    },
  });
  const ready =
    employer !== undefined && hallId !== undefined && number.trim() !== ''
      ? { employer, hallId, number: number.trim() }
      : undefined;
  return (
    <form
      className="org-form-body"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setComplain(true);
        if (ready !== undefined) give.mutate(ready);
      }}
    >
      <EmployerChoices
        employers={employers.data ?? []}
        search={search}
        chosen={employer?.id}
        loading={employers.isFetching}
        onSearch={setSearch}
        onChange={setEmployer}
      />
      <ErrorNotice error={employers.error ?? facets.error} />
      <div className="org-form-pair">
        <label className="cf-field">
          <span>{t('giveHall')}</span>
          <select
            className="cf-select"
            value={hallId ?? ''}
            onChange={(event) => setHallId(facets.data?.halls.find((hall) => hall.id === event.target.value)?.id)}
          >
            <option value="">{t('choose')}</option>
            {facets.data?.halls.map((hall) => (
              <option key={hall.id} value={hall.id}>
                {pick(hall.name)}
              </option>
            ))}
          </select>
        </label>
        <div className="cf-field">
          <label htmlFor={id} className="cf-field-name">
            {t('giveNumber')}
          </label>
          <input
            id={id}
            className="cf-input"
            maxLength={NUMBER_MAX}
            aria-describedby={`${id}-hint`}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
          <span id={`${id}-hint`} className="cf-small">
            {t('giveNumberHint')}
          </span>
        </div>
      </div>
      {complain && ready === undefined && (
        <p className="cf-notice cf-notice-error" role="alert">
          {t('giveNeed')}
        </p>
      )}
      <ErrorNotice error={give.error} />
      <p role="status" className="org-news">
        {news}
      </p>
      <div className="org-actions">
        <Button type="primary" htmlType="submit" loading={give.isPending}>
          {t('give')}
        </Button>
      </div>
    </form>
  );
}
