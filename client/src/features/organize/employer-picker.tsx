import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { EmployerId } from '#shared/contract/ids.ts';
import { orpc } from '../../api/client.ts';
import { usePick } from '../../i18n/index.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { EmployerChoices } from './employer-choices.tsx';
import type { Fair } from './fair-form.tsx';
import { useOrganizeTexts } from './texts.ts';
import { useRested } from './use-rested.ts';

const SHOWN = 30;

/** Finds any employer a hosted fair knows: those with a booth in it and those still without. */
export function EmployerPicker({
  fairs,
  chosen,
  onChange,
}: {
  fairs: readonly Fair[];
  chosen: EmployerId | undefined;
  onChange: (chosen: EmployerId) => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const [fairId, setFairId] = useState(fairs[0]?.id);
  const [search, setSearch] = useState('');
  const wanted = useRested(search.trim());
  const found = fairId === undefined ? undefined : { fairId, ...(wanted === '' ? {} : { search: wanted }) };
  const input = found ?? { fairId: '' as Fair['id'] };
  const options = { input, enabled: found !== undefined, placeholderData: keepPreviousData } as const;
  const without = useQuery(orpc.fairs.employers.queryOptions(options));
  const withBooth = useQuery(orpc.fairs.floor.queryOptions({ ...options, input: { ...input, limit: SHOWN } }));
  const employers = [...(withBooth.data?.booths.map((booth) => booth.employer) ?? []), ...(without.data ?? [])];
  return (
    <>
      {fairs.length > 1 && (
        <label className="cf-field">
          <span>{t('inviteEmployerSearch')}</span>
          <select
            className="cf-select"
            value={fairId ?? ''}
            onChange={(event) => setFairId(fairs.find((fair) => fair.id === event.target.value)?.id)}
          >
            {fairs.map((fair) => (
              <option key={fair.id} value={fair.id}>
                {pick(fair.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <EmployerChoices
        employers={employers.slice(0, SHOWN)}
        search={search}
        chosen={chosen}
        loading={without.isFetching || withBooth.isFetching}
        onSearch={setSearch}
        onChange={(employer) => onChange(employer.id)}
      />
      <ErrorNotice error={without.error ?? withBooth.error} />
    </>
  );
}
