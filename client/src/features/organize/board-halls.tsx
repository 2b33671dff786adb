import { memo, type ReactNode, useDeferredValue, useState } from 'react';
import type { BoothDoor } from '#shared/rules/booth.ts';
import { usePick } from '../../i18n/index.ts';
import { useDurationText } from '../../ui/duration-text.ts';
import { type BoardBooth, type BoardHall, waitLevel } from './board-facts.ts';
import { useOrganizeTexts } from './texts.ts';

type BoothId = BoardBooth['id'];
const LEVELS = ['none', 'short', 'notable', 'long'] as const;
const LEVEL_TEXT = { none: 'levelNone', short: 'levelShort', notable: 'levelNotable', long: 'levelLong' } as const;

/** The halls with a tile for each booth: depth of colour is the longest wait, a dot is a desk. */
export function BoardHalls({
  halls,
  chosen,
  onChoose,
}: {
  halls: readonly BoardHall[];
  chosen: BoothId | undefined;
  onChoose: (boothId: BoothId) => void;
}): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const fits = (booth: BoardBooth) =>
    wanted === '' ||
    booth.number.toLowerCase().includes(wanted) ||
    booth.employer.zh.toLowerCase().includes(wanted) ||
    booth.employer.en.toLowerCase().includes(wanted);
  const shown = halls
    .map(({ hall, booths }) => ({ hall, booths: booths.filter(fits) }))
    .filter(({ booths }) => booths.length > 0);
  return (
    <section className="cf-card org-panel" aria-labelledby="org-halls">
      <header className="org-halls-head">
        <h2 id="org-halls">{t('hallsTitle')}</h2>
        <input
          className="cf-input"
          type="search"
          aria-label={t('hallsSearch')}
          placeholder={t('hallsSearch')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </header>
      <Legend />
      {halls.length === 0 && <p className="cf-muted">{t('hallsEmpty')}</p>}
      {halls.length > 0 && shown.length === 0 && <p className="cf-muted">{t('hallsNoMatch')}</p>}
      {shown.map(({ hall, booths }) => (
        <section key={hall.id} className="org-hall" aria-labelledby={`hall-${hall.id}`}>
          <h3 id={`hall-${hall.id}`}>
            {pick(hall.name)}{' '}
            <span className="cf-muted cf-small">
              {t('hallsCount', { n: booths.length })} ·{' '}
              {t('hallsWaiting', { n: booths.reduce((sum, booth) => sum + booth.waiting, 0) })}
            </span>
          </h3>
          <ul className="org-tiles">
            {booths.map((booth) => (
              <Tile
                key={booth.id}
                id={booth.id}
                number={booth.number}
                name={pick(booth.employer)}
                door={booth.door}
                waiting={booth.waiting}
                desks={booth.desks}
                interviewing={booth.interviewing}
                level={waitLevel(booth)}
                longestMinutes={booth.longestWaitMs === null ? null : Math.floor(booth.longestWaitMs / 60_000)}
                chosen={booth.id === chosen}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

const DOOR_TEXT = {
  open: 'doorOpen',
  unattended: 'doorUnattended',
  paused: 'doorPaused',
  closed: 'doorClosed',
} as const;

type TileFacts = Pick<BoardBooth, 'id' | 'number' | 'waiting' | 'desks' | 'interviewing'> & {
  name: string;
  door: BoothDoor;
  level: (typeof LEVELS)[number];
  /** Whole minutes only, so that a tile is drawn again once a minute at most and not with every snapshot. */
  longestMinutes: number | null;
  chosen: boolean;
  onChoose: (boothId: BoothId) => void;
};

/** One booth. Its facts come one by one, so that of 700 tiles only those are drawn again whose facts changed. */
const Tile = memo(function Tile(facts: TileFacts): ReactNode {
  const t = useOrganizeTexts();
  const say = useDurationText();
  const { id, number, name, door, waiting, desks, interviewing, level, longestMinutes, chosen, onChoose } = facts;
  const longest = longestMinutes === null ? '' : t('tileLongest', { wait: say(longestMinutes * 60_000) });
  const text = t('tileText', { door: t(DOOR_TEXT[door]), waiting, desks, interviewing, longest });
  return (
    <li>
      <button
        type="button"
        className="org-tile"
        data-level={level}
        data-door={door}
        aria-pressed={chosen}
        title={`${name} ${text}`}
        onClick={() => onChoose(id)}
      >
        <span className="org-tile-number">{number}</span> <span className="org-tile-name">{name}</span>
        <span className="cf-sr">{text}</span>
        <span className="org-tile-foot" aria-hidden="true">
          <span className="cf-figure">{waiting > 0 ? waiting : ''}</span>
          <span className="org-dots">
            {Array.from({ length: Math.min(desks, 6) }, (_, desk) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the dots are alike and never move
              <span key={desk} className={desk < interviewing ? 'org-dot org-dot-busy' : 'org-dot'} />
            ))}
          </span>
        </span>
      </button>
    </li>
  );
});

function Legend(): ReactNode {
  const t = useOrganizeTexts();
  return (
    <ul className="org-legend" aria-label={t('legendTitle')}>
      {LEVELS.map((level) => (
        <li key={level}>
          <span className="org-swatch" data-level={level} aria-hidden="true" /> {t(LEVEL_TEXT[level])}
        </li>
      ))}
      <li>
        <span className="org-swatch" data-alarm="" aria-hidden="true" /> {t('helpUnattended')}
      </li>
      <li>
        <span className="org-dot" aria-hidden="true" /> {t('legendDesk')}
      </li>
    </ul>
  );
}
