import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useView } from '../../live/use-view.ts';
import { isLinedUp, type MyTicket } from '../../ui/my-place.ts';
import { DoorTag } from '../../ui/tags.tsx';
import { WaitText } from '../../ui/wait-text.tsx';
import type { Booth, MyDropOff } from './booth-types.ts';
import { JoinDialog } from './join-dialog.tsx';
import { MyTicketHere } from './my-ticket-here.tsx';
import { useBoothTexts } from './texts.ts';

const DOOR_WORDS = { unattended: 'doorUnattended', paused: 'doorPaused', closed: 'doorClosed' } as const;
const MINUTE_MS = 60_000;

/** The line of a booth, live: its door, its length, an honest wait, and my place in it or the way to take one. */
export function LinePanel({
  booth,
  ticket,
  dropOffs,
  graduate,
  canDrop,
}: {
  booth: Booth;
  ticket: MyTicket | null;
  dropOffs: readonly MyDropOff[];
  graduate: boolean;
  canDrop: boolean;
}): ReactNode {
  const t = useBoothTexts();
  const { snapshot, status } = useView('boothLine', { boothId: booth.id });
  const [asking, setAsking] = useState(false);
  const line = snapshot?.line.filter((each) => isLinedUp(each.state));
  const waiting = line?.length ?? booth.live.waiting;
  const door = snapshot?.door ?? booth.live.door;
  const desks = snapshot?.desks ?? booth.live.desks;
  const interviewing = snapshot?.interviewing ?? 0;
  const last = line?.at(-1);
  return (
    <section id="line" className="cf-card cf-stack booth-line" aria-labelledby="booth-line">
      <div className="cf-row booth-line-head">
        <h2 id="booth-line">{t('line')}</h2>
        <DoorTag door={door} />
      </div>
      {ticket !== null && <MyTicketHere ticket={ticket} />}
      <ul className="booth-figures">
        <li className="cf-figure">{waiting === 0 ? t('waitingNone') : t('waiting', { count: waiting })}</li>
        {desks > 0 && <li>{t('desks', { count: desks })}</li>}
        {interviewing > 0 && <li>{t('interviewing', { count: interviewing })}</li>}
        <li>{t('planned', { minutes: Math.round(booth.plannedMs / MINUTE_MS) })}</li>
      </ul>
      {ticket === null && last !== undefined && (
        <p>
          {t('lastWait')}
          <WaitText wait={last.wait} reason />
        </p>
      )}
      {status === 'reconnecting' && <p className="cf-muted cf-small">{t('placeStale')}</p>}
      {door !== 'open' && ticket === null && <p className="cf-muted">{t(DOOR_WORDS[door])}</p>}
      {graduate && ticket === null && door === 'open' && (
        <Button type="primary" size="large" block onClick={() => setAsking(true)}>
          {t('takePlace')}
        </Button>
      )}
      {asking && (
        <JoinDialog
          booth={booth}
          dropOffs={dropOffs}
          canDrop={canDrop}
          onClose={() => setAsking(false)}
          inLine={ticket !== null}
        />
      )}
    </section>
  );
}
