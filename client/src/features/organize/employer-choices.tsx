import { type ReactNode, useId } from 'react';
import type { EmployerId } from '#shared/contract/ids.ts';
import { type BilingualText, usePick } from '../../i18n/index.ts';
import { useOrganizeTexts } from './texts.ts';

export type EmployerChoice = { id: EmployerId; name: BilingualText; city: BilingualText; industry: BilingualText };

/** Employers to choose one of: a search field above a list of radio buttons. */
export function EmployerChoices({
  employers,
  search,
  chosen,
  loading,
  onSearch,
  onChange,
}: {
  employers: readonly EmployerChoice[];
  search: string;
  chosen: EmployerId | undefined;
  loading: boolean;
  onSearch: (search: string) => void;
  onChange: (chosen: EmployerChoice) => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const name = useId();
  return (
    <fieldset className="org-partners">
      <legend>{t('giveEmployer')}</legend>
      <input
        className="cf-input"
        type="search"
        aria-label={t('giveEmployerSearch')}
        placeholder={t('giveEmployerSearch')}
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      <div className="org-partners-list" aria-busy={loading}>
        {employers.map((employer) => (
          <label key={employer.id} className="org-choice">
            <input type="radio" name={name} checked={employer.id === chosen} onChange={() => onChange(employer)} />
            <span>
              {pick(employer.name)}
              <small>
                {pick(employer.city)} · {pick(employer.industry)}
              </small>
            </span>
          </label>
        ))}
        {employers.length === 0 && !loading && <p className="cf-muted">{t('giveEmployerNone')}</p>}
      </div>
    </fieldset>
  );
}
