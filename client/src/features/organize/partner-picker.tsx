import { type ReactNode, useState } from 'react';
import type { UniversityId } from '#shared/contract/ids.ts';
import { type BilingualText, usePick } from '../../i18n/index.ts';
import { useOrganizeTexts } from './texts.ts';

type University = { id: UniversityId; name: BilingualText };

/** Partner universities of a joint fair as check boxes with a search; chosen ones stay in sight. */
export function PartnerPicker({
  universities,
  chosen,
  max,
  onChange,
}: {
  universities: readonly University[];
  chosen: readonly UniversityId[];
  max: number;
  onChange: (chosen: UniversityId[]) => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = universities.filter(
    ({ id, name }) =>
      chosen.includes(id) || name.zh.toLowerCase().includes(wanted) || name.en.toLowerCase().includes(wanted),
  );
  return (
    <fieldset className="org-partners">
      <legend>{t('partners')}</legend>
      <p className="cf-muted cf-small">
        {t('partnersHint')} {chosen.length > 0 && t('partnersChosen', { n: chosen.length })}
      </p>
      <input
        className="cf-input"
        type="search"
        aria-label={t('partnersSearch')}
        placeholder={t('partnersSearch')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="org-partners-list">
        {shown.map(({ id, name }) => {
          const on = chosen.includes(id);
          return (
            <label key={id} className="org-choice">
              <input
                type="checkbox"
                checked={on}
                disabled={!on && chosen.length >= max}
                onChange={() => onChange(on ? chosen.filter((each) => each !== id) : [...chosen, id])}
              />
              <span>{pick(name)}</span>
            </label>
          );
        })}
        {shown.length === 0 && <p className="cf-muted">{t('partnersNone')}</p>}
      </div>
    </fieldset>
  );
}
