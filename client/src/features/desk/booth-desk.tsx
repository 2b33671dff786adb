import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { BoothId } from '#shared/contract/ids.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import { orpc } from '../../api/client.ts';
import { useMe } from '../../app/session.tsx';
import { useTitle } from '../../app/title.tsx';
import { usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { useView } from '../../live/use-view.ts';
import { LoadingCards, PageState } from '../../ui/page-state.tsx';
import { CallNextButton, callNextTo, whyNotCall } from './call-next.tsx';
import { DeskBar } from './desk-bar.tsx';
import { type DeskColumn, DeskColumns } from './desk-columns.tsx';
import { type DeskSnapshot, deskLine, ownDesk, personAt } from './desk-line.ts';
import { DeskLoading, DeskRefused } from './desk-states.tsx';
import { Finished } from './finished.tsx';
import { KeysHelp, toggleHelp } from './keys-help.tsx';
import { LineColumn } from './line-column.tsx';
import { PersonColumn } from './person-column.tsx';
import { personShown } from './person-shown.ts';
import { RoomColumn } from './room-column.tsx';
import { SitDown } from './sit-down.tsx';
import { useDeskTexts } from './texts.ts';
import { useDeskNews } from './use-desk-news.ts';
import { useEndedInterviews } from './use-ended-interviews.ts';
import { useKeys } from './use-keys.ts';
import { useSeat } from './use-seat.ts';
import './desk.css';

/** The fair's times and pause are read again this often, ms; the line itself is live. */
const BOOTH_REFRESH_MS = 30_000;

type TicketId = DeskSnapshot['line'][number]['ticketId'];

/** The recruiter's desk at a booth: line, person, room. */
export function BoothDesk(): ReactNode {
  const boothId = useParams().boothId as BoothId;
  const view = useView('boothDesk', { boothId });
  if (view.refusal !== undefined) return <DeskRefused code={view.refusal} />;
  if (view.snapshot === undefined) return <DeskLoading />;
  return <OpenDesk key={boothId} boothId={boothId} snapshot={view.snapshot} />;
}

function OpenDesk({ boothId, snapshot }: { boothId: BoothId; snapshot: DeskSnapshot }): ReactNode {
  const t = useDeskTexts();
  const pick = usePick();
  const userId = useMe().me?.user?.id;
  const booth = useQuery(orpc.booths.show.queryOptions({ input: { boothId }, refetchInterval: BOOTH_REFRESH_MS }));
  const refetchBooth = booth.refetch;
  // The door says that the fair's times or pause may have changed; the view itself carries neither.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the door is the trigger, not an input
  useEffect(() => void refetchBooth(), [snapshot.door, refetchBooth]);

  const desk = ownDesk(snapshot, userId);
  const seat = useSeat(boothId, desk);
  const line = deskLine(snapshot);
  const person = personAt(snapshot, desk);
  const [chosen, setChosen] = useState<TicketId>();
  const [column, setColumn] = useState<DeskColumn>('line');
  const ended = useEndedInterviews(boothId, userId, snapshot.finished, desk?.interviewId ?? null);
  // A desk that lapsed under a running interview (a long refresh, another device) is taken again without asking.
  const retake = ended.running && desk === undefined && seat.state === 'away' && seat.error === undefined;
  const openSeat = seat.open;
  useEffect(() => {
    if (retake) void openSeat();
  }, [retake, openSeat]);
  const news = useDeskNews(person, snapshot.line);
  const help = useRef<HTMLDetailsElement>(null);

  const call = useMutation({ mutationFn: callNextTo });
  const seatedAt = seat.deskId;
  const why = whyNotCall(snapshot, line, seatedAt !== undefined, person !== undefined);
  const callNext = () => {
    if (why !== undefined || seatedAt === undefined || call.isPending) return;
    setChosen(undefined);
    call.mutate(seatedAt);
  };

  const atDesk = person?.ticketId;
  const state = person?.state;
  // Whoever is called or comes in is what the eye should find: their details and the room, on a narrow screen the room.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the person and their state are the triggers
  useEffect(() => {
    if (atDesk === undefined) return;
    setChosen(undefined);
    setColumn('room');
  }, [atDesk, state]);

  const choose = (ticketId: TicketId) => {
    setChosen(ticketId);
    setColumn('person');
  };
  const move = (by: number) => {
    const order = [...line.atDesks, ...line.lined.map(({ entry }) => entry)];
    const from = order.findIndex((entry) => entry.ticketId === (chosen ?? atDesk));
    const next = order[Math.min(order.length - 1, Math.max(0, from === -1 && by < 0 ? 0 : from + by))];
    if (next === undefined) return;
    setChosen(next.ticketId);
    document.querySelector<HTMLElement>(`[data-ticket="${next.ticketId}"]`)?.focus();
  };
  useKeys({
    n: callNext,
    j: () => move(1),
    k: () => move(-1),
    b: () => setChosen(undefined),
    r: () => document.getElementById('desk-open-resume')?.click(),
    m: () => document.getElementById('desk-note')?.focus(),
    '?': () => toggleHelp(help.current),
  });
  const keys = [
    { key: 'N', does: t('keyCall') },
    { key: 'J / K', does: t('keyMove') },
    { key: 'B', does: t('keyBack') },
    { key: 'R', does: t('keyResume') },
    { key: 'M', does: t('keyNote') },
    { key: '?', does: t('keyHelp') },
  ];

  const fair = booth.data?.fair;
  const title =
    booth.data === undefined
      ? t('deskTitle')
      : t('boothTitle', { employer: pick(booth.data.employer.shortName), number: booth.data.number });
  useTitle(fair === undefined ? undefined : pick(fair.name));

  return (
    <div className="cf-wide desk">
      <DeskBar boothId={boothId} title={title} fair={fair} snapshot={snapshot} seat={seat} busy={person !== undefined}>
        <KeysHelp keys={keys} ref={help} />
      </DeskBar>
      {snapshot.door === 'paused' && (
        <p className="cf-notice desk-paused">{t(snapshot.paused ? 'boothPausedNow' : 'fairPausedNow')}</p>
      )}
      <p className="desk-news" role="status">
        {news}
      </p>
      <DeskColumns
        shown={column}
        onShow={setColumn}
        waiting={line.lined.length}
        line={
          <>
            <LineColumn
              snapshot={snapshot}
              line={line}
              chosen={chosen ?? atDesk}
              userId={userId}
              seated={seatedAt !== undefined}
              onChoose={choose}
            />
            <CallNextButton why={why} calling={call.isPending} error={call.error} onCall={callNext} />
          </>
        }
        person={
          <PersonColumn
            person={personShown({ snapshot, chosen, person, ended: ended.open })}
            positions={booth.data?.positions ?? []}
          />
        }
        room={
          desk === undefined ? (
            <Standing seat={seat} fair={fair} />
          ) : (
            <RoomColumn
              desk={desk}
              person={person}
              ended={ended.open}
              callNext={
                line.callable > 0 && seatedAt !== undefined && snapshot.door !== 'paused'
                  ? () => call.mutate(seatedAt)
                  : undefined
              }
              onSettled={ended.settle}
            />
          )
        }
      />
      <Finished interviews={ended.all} userId={userId} />
    </div>
  );
}

/** The room's column while one does not sit at the desk. */
function Standing({
  seat,
  fair,
}: {
  seat: ReturnType<typeof useSeat>;
  fair: { dropOffOpensAt: number; startsAt: number; endsAt: number; timeZone: string } | undefined;
}): ReactNode {
  const t = useDeskTexts();
  const now = useNow(5_000);
  if (fair === undefined) return <LoadingCards rows={1} height={320} />;
  // The desk is ours but the line does not show it yet: just opened, or renewed after the laptop slept.
  if (seat.deskId !== undefined) return <PageState title={t('seatTaking')} />;
  return <SitDown seat={seat} fair={{ ...fair, phase: fairPhase(fair, now) }} />;
}
