import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BoothLive, BoothCard as Card } from '#shared/contract/views.ts';
import { usePick } from '../../i18n/index.ts';
import { Monogram } from '../../ui/monogram.tsx';
import { SalaryText } from '../../ui/salary-text.tsx';
import { DoorTag, Tag } from '../../ui/tags.tsx';
import { useFairTexts } from './texts.ts';

export type Live = Pick<BoothLive, 'door' | 'waiting' | 'desks'>;

/** One booth on the floor: who, what, how long the line is, and the two things to do. */
export function BoothCard({
  card,
  live,
  graduate,
  inLine,
}: {
  card: Card;
  live: Live | undefined;
  graduate: boolean;
  inLine: boolean;
}): ReactNode {
  const t = useFairTexts();
  const pick = usePick();
  const name = pick(card.employer.shortName);
  const to = `/booths/${card.id}`;
  return (
    <li className="cf-card floor-card">
      <div className="floor-card-head">
        <Monogram name={name} />
        <div className="floor-card-name">
          <h3>
            <Link to={to}>{name}</Link>
          </h3>
          <p className="cf-muted cf-small">
            {pick(card.employer.city)} · {pick(card.employer.industry)}
          </p>
          <p className="cf-muted cf-small">
            {t('booth', { number: card.number })} · {pick(card.hall.name)}
          </p>
        </div>
      </div>
      <ul className="floor-highlights">
        {card.highlights.map((position) => (
          <li key={position.id}>
            <span>{pick(position.title)}</span>
            <span className="cf-muted cf-small">
              {pick(position.city)} · <SalaryText min={position.salaryMin} max={position.salaryMax} />
            </span>
          </li>
        ))}
      </ul>
      <p className="cf-small floor-facts">
        {card.fitting !== null && card.fitting > 0 && <Tag tone="lead">{t('fitting', { count: card.fitting })}</Tag>}
        <span className="cf-muted">
          {t('positions', { count: card.positions })} · {t('openings', { count: card.openings })}
        </span>
      </p>
      <div className="floor-card-foot">
        <p className="floor-live cf-figure" data-waiting={live?.waiting}>
          {live !== undefined && <DoorTag door={live.door} />}
          {live !== undefined && (live.waiting > 0 || live.door === 'open') && (
            <span>
              {live.waiting === 0 ? t('waitingNone') : t('waiting', { count: live.waiting })}
              {live.desks > 0 && <span className="cf-muted"> · {t('desks', { count: live.desks })}</span>}
            </span>
          )}
        </p>
        {graduate && (
          <div className="cf-row floor-card-ways">
            <Link className="floor-way" to={`${to}#positions`} aria-label={`${t('toPositions')}: ${name}`}>
              {t('toPositions')}
            </Link>
            {inLine ? (
              <Link className="floor-way floor-way-lead" to={`${to}#line`}>
                {t('inLine')}
              </Link>
            ) : (
              live?.door === 'open' && (
                <Link className="floor-way floor-way-lead" to={`${to}#line`} aria-label={`${t('toLine')}: ${name}`}>
                  {t('toLine')}
                </Link>
              )
            )}
          </div>
        )}
      </div>
    </li>
  );
}
