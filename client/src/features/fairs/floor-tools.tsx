import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { DEGREES } from '#shared/rules/terms.ts';
import { orpc } from '../../api/client.ts';
import { pick, useLocale } from '../../i18n/index.ts';
import { SearchIcon } from '../../ui/icons.tsx';
import { useTermTexts } from '../../ui/terms.ts';
import { type FloorFilters, foldedCount } from './floor-filters.ts';
import { useFairTexts } from './texts.ts';

/** A search is sent when typing has paused this long, ms. */
const TYPING_PAUSE_MS = 300;

/** Search field, chips and the folded filters of the floor. */
export function FloorTools({
  fairId,
  graduate,
  filters,
  change,
}: {
  fairId: string;
  graduate: boolean;
  filters: FloorFilters;
  change: (to: Partial<FloorFilters>) => void;
}): ReactNode {
  const t = useFairTexts();
  const id = useId();
  const folded = foldedCount(filters);
  const [open, setOpen] = useState(folded > 0);
  return (
    <search className="floor-tools">
      <div className="floor-search-row">
        <SearchField value={filters.search} change={change} />
        <button
          type="button"
          className="floor-chip"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {folded > 0 ? t('filtersOn', { count: folded }) : t('filters')}
        </button>
      </div>
      <div className="cf-row floor-chips">
        {graduate && (
          <button
            type="button"
            className="floor-chip"
            aria-pressed={filters.fitting}
            onClick={() => change({ fitting: !filters.fitting })}
          >
            {t('forYou')}
          </button>
        )}
        <button
          type="button"
          className="floor-chip"
          aria-pressed={filters.openNow}
          onClick={() => change({ openNow: !filters.openNow })}
        >
          {t('openNow')}
        </button>
      </div>
      <div id={id} hidden={!open}>
        {open && <Facets fairId={fairId} filters={filters} change={change} />}
      </div>
    </search>
  );
}

function SearchField({ value, change }: { value: string; change: (to: Partial<FloorFilters>) => void }): ReactNode {
  const t = useFairTexts();
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value === sent.current) return;
    // The address changed by itself (filters cleared, a step back): the field follows.
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === sent.current) return;
    const timer = window.setTimeout(() => {
      sent.current = wanted;
      change({ search: wanted });
    }, TYPING_PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [typed, change]);
  return (
    <div className="floor-search">
      <SearchIcon />
      <input
        type="search"
        className="cf-input"
        aria-label={t('searchLabel')}
        placeholder={t('search')}
        maxLength={80}
        enterKeyHint="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}

function Facets({
  fairId,
  filters,
  change,
}: {
  fairId: string;
  filters: FloorFilters;
  change: (to: Partial<FloorFilters>) => void;
}): ReactNode {
  const t = useFairTexts();
  const term = useTermTexts();
  const locale = useLocale();
  const facets = useQuery(orpc.fairs.facets.queryOptions({ input: { fairId }, staleTime: 300_000 }));
  const { halls = [], majors = [], cities = [] } = facets.data ?? {};
  return (
    <div className="floor-facets">
      <Choice
        name={t('hall')}
        any={t('allHalls')}
        value={filters.hallId}
        options={halls.map((hall) => [hall.id, pick(hall.name, locale)])}
        onChoose={(hallId) => change({ hallId })}
      />
      <Choice
        name={t('major')}
        any={t('anyMajor')}
        value={filters.major}
        options={majors.map((major) => [major.code, pick(major, locale)])}
        onChoose={(major) => change({ major })}
      />
      <Choice
        name={t('city')}
        any={t('anyCity')}
        value={filters.city}
        options={cities.map((city) => [city.zh, pick(city, locale)])}
        onChoose={(city) => change({ city })}
      />
      <Choice
        name={t('degree')}
        any={t('anyDegree')}
        value={filters.degree}
        options={DEGREES.map((degree) => [degree, term(degree)])}
        onChoose={(chosen) => change({ degree: DEGREES.find((degree) => degree === chosen) })}
      />
    </div>
  );
}

function Choice({
  name,
  any,
  value,
  options,
  onChoose,
}: {
  name: string;
  any: string;
  value: string | undefined;
  options: readonly (readonly [value: string, label: string])[];
  onChoose: (value: string | undefined) => void;
}): ReactNode {
  return (
    <label className="cf-field">
      <span>{name}</span>
      <select
        className="cf-select"
        value={value ?? ''}
        onChange={(event) => onChoose(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{any}</option>
        {options.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
