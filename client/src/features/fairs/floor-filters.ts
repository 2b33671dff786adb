import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { DEGREES, type Degree } from '#shared/rules/terms.ts';

/** What the floor is searched and filtered by; kept in the address, so that back and sharing work. */
export type FloorFilters = {
  search: string;
  hallId: string | undefined;
  major: string | undefined;
  city: string | undefined;
  degree: Degree | undefined;
  openNow: boolean;
  fitting: boolean;
};

const NAMES = ['search', 'hallId', 'major', 'city', 'degree', 'openNow', 'fitting'] as const;

function degreeOf(text: string | null): Degree | undefined {
  return DEGREES.find((degree) => degree === text);
}

/** The filters of the floor from the address, and how to change some of them. */
export function useFloorFilters(): { filters: FloorFilters; change: (to: Partial<FloorFilters>) => void } {
  const [params, setParams] = useSearchParams();
  const { pathname } = useLocation();
  const filters: FloorFilters = {
    search: params.get('search') ?? '',
    hallId: params.get('hallId') ?? undefined,
    major: params.get('major') ?? undefined,
    city: params.get('city') ?? undefined,
    degree: degreeOf(params.get('degree')),
    openNow: params.get('openNow') === 'true',
    fitting: params.get('fitting') === 'true',
  };
  const change = useCallback(
    (to: Partial<FloorFilters>) => {
      // A booth was opened while the search still waited for typing to pause: nobody is pulled back from there.
      if (window.location.pathname !== pathname) return;
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const name of NAMES) {
            if (!(name in to)) continue;
            const value = to[name];
            if (value === undefined || value === '' || value === false) after.delete(name);
            else after.set(name, String(value));
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [setParams, pathname],
  );
  return { filters, change };
}

/** The filters as the route of the contract takes them. */
export function floorQuery(filters: FloorFilters) {
  return {
    ...(filters.search === '' ? {} : { search: filters.search }),
    ...(filters.hallId === undefined ? {} : { hallId: filters.hallId }),
    ...(filters.major === undefined ? {} : { major: filters.major }),
    ...(filters.city === undefined ? {} : { city: filters.city }),
    ...(filters.degree === undefined ? {} : { degree: filters.degree }),
    ...(filters.openNow ? { openNow: 'true' } : {}),
    ...(filters.fitting ? { fitting: 'true' } : {}),
  };
}

/** How many filters are on behind the "filters" button. */
export function foldedCount(filters: FloorFilters): number {
  return [filters.hallId, filters.major, filters.city, filters.degree].filter((value) => value !== undefined).length;
}

export const NO_FILTERS: FloorFilters = {
  search: '',
  hallId: undefined,
  major: undefined,
  city: undefined,
  degree: undefined,
  openNow: false,
  fitting: false,
};
