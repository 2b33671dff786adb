import type { ReactNode } from 'react';
import type { PositionId } from '#shared/contract/ids.ts';
import { DROP_OFF_STATES } from '#shared/rules/drop-off.ts';
import { type BilingualText, usePick } from '../../i18n/index.ts';
import { useTermTexts } from '../../ui/terms.ts';
import { useDeskTexts } from './texts.ts';
import type { InboxFilter, InboxState } from './use-inbox.ts';

const STATES = DROP_OFF_STATES.filter((state): state is InboxState => state !== 'withdrawn');

/** Which drop-offs the inbox shows, by state and position. */
export function InboxFilters({
  filter,
  positions,
  onChange,
}: {
  filter: InboxFilter;
  positions: readonly { id: PositionId; title: BilingualText }[];
  onChange: (filter: InboxFilter) => void;
}): ReactNode {
  const t = useDeskTexts();
  const term = useTermTexts();
  const pick = usePick();
  return (
    <div className="desk-inbox-filters">
      <label className="cf-field">
        <span>{t('inboxFilterState')}</span>
        <select
          className="cf-select"
          value={filter.state ?? ''}
          onChange={(event) => onChange({ ...filter, state: STATES.find((state) => state === event.target.value) })}
        >
          <option value="">{t('inboxAll')}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {term(state)}
            </option>
          ))}
        </select>
      </label>
      <label className="cf-field">
        <span>{t('inboxFilterPosition')}</span>
        <select
          className="cf-select"
          value={filter.positionId ?? ''}
          onChange={(event) =>
            onChange({ ...filter, positionId: positions.find((each) => each.id === event.target.value)?.id })
          }
        >
          <option value="">{t('inboxAllPositions')}</option>
          {positions.map((position) => (
            <option key={position.id} value={position.id}>
              {pick(position.title)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** The filter as the address carries it, so that going back keeps it; what is no state or position is left out. */
export function filterOf(search: URLSearchParams): InboxFilter {
  return {
    state: STATES.find((state) => state === search.get('state')),
    positionId: (search.get('position') ?? undefined) as PositionId | undefined,
  };
}

/** The address's search for a filter. */
export function searchOf(filter: InboxFilter): Record<string, string> {
  return {
    ...(filter.state === undefined ? {} : { state: filter.state }),
    ...(filter.positionId === undefined ? {} : { position: filter.positionId }),
  };
}
