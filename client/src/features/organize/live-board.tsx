import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { FairId } from '#shared/contract/ids.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import { mayEver } from '#shared/rules/permissions.ts';
import { orpc } from '../../api/client.ts';
import { rolesOf, useMe } from '../../app/session.tsx';
import { useTitle } from '../../app/title.tsx';
import { usePick } from '../../i18n/index.ts';
import { useNow } from '../../live/server-clock.ts';
import { useView } from '../../live/use-view.ts';
import { useTroubleText } from '../../ui/error-notice.tsx';
import { LoadingCards } from '../../ui/page-state.tsx';
import { PhaseTag, Tag } from '../../ui/tags.tsx';
import { type BoardBooth, type BoardSnapshot, needsHelp } from './board-facts.ts';
import { BoardHalls } from './board-halls.tsx';
import { BoardHelp } from './board-help.tsx';
import { BoardTotals } from './board-totals.tsx';
import { BoardUniversities } from './board-universities.tsx';
import { BoothDetail } from './booth-detail.tsx';
import { FairActions } from './fair-actions.tsx';
import { Until } from './fair-card.tsx';
import { FairRefused } from './fair-refused.tsx';
import { useOrganizeTexts } from './texts.ts';
import './organize.css';

/** The organizer's live board of one fair. */
export function LiveBoard(): ReactNode {
  const fairId = useParams().fairId as FairId;
  const t = useOrganizeTexts();
  const say = useTroubleText();
  const view = useView('fairBoard', { fairId });
  if (view.refusal !== undefined) {
    return <FairRefused text={say(view.refusal)} />;
  }
  if (view.snapshot === undefined) {
    return (
      <div className="cf-wide cf-stack">
        <h1 className="cf-sr">{t('boardTitle')}</h1>
        <LoadingCards rows={1} height={96} />
        <LoadingCards rows={2} height={260} />
      </div>
    );
  }
  return <Board key={fairId} fairId={fairId} board={view.snapshot} />;
}

function Board({ fairId, board }: { fairId: FairId; board: BoardSnapshot }): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const roles = rolesOf(useMe().me);
  const fair = useQuery(orpc.fairs.show.queryOptions({ input: { fairId } }));
  const phase = fairPhase(board, useNow(5_000));
  const running = phase === 'live' || phase === 'closing';
  const needs = useMemo(
    () => (running && !board.paused ? needsHelp(board.halls) : []),
    [board.halls, board.paused, running],
  );
  const [chosen, setChosen] = useState<BoardBooth['id']>();
  const [news, setNews] = useState('');
  const choose = useCallback((boothId: BoardBooth['id']) => setChosen(boothId), []);
  const name = fair.data === undefined ? undefined : pick(fair.data.name);
  useTitle(name);
  const edit = mayEver('fair.extend', roles);
  const shown = board.halls.flatMap(({ hall, booths }) =>
    booths.filter((booth) => booth.id === chosen).map((booth) => ({ hall, booth })),
  )[0];

  return (
    <div className="cf-wide cf-stack org">
      <header className="org-head">
        <h1>{name ?? t('boardTitle')}</h1>
        <PhaseTag phase={phase} paused={board.paused} />
        {fair.data?.published === false && <Tag>{t('draft')}</Tag>}
        <Until fair={board} />
        <span className="org-head-space" />
        {edit && phase !== 'ended' && (
          <FairActions
            fairId={fairId}
            board={board}
            timeZone={fair.data?.timeZone}
            running={running}
            onDone={setNews}
          />
        )}
        {mayEver('booth.create', roles) && (
          <Link className="org-way" to={`/organize/${fairId}/booths`}>
            {t('toBooths')}
          </Link>
        )}
      </header>
      <p role="status" className="org-news">
        {news}
      </p>
      <BoardNote phase={phase} paused={board.paused} published={fair.data?.published} />
      <BoardTotals totals={board.totals} />
      <div className="org-board">
        <div className="org-board-side">
          {shown !== undefined && (
            <BoothDetail
              booth={shown.booth}
              hall={shown.hall}
              act={mayEver('booth.pause', roles) && edit && running}
              fairPaused={board.paused}
              onDone={setNews}
              onClose={() => setChosen(undefined)}
            />
          )}
          <BoardHelp needs={needs} act={edit} onShow={choose} onDone={setNews} />
          <BoardUniversities universities={board.universities} />
        </div>
        <BoardHalls halls={board.halls} chosen={chosen} onChoose={choose} />
      </div>
    </div>
  );
}

/** What the figures mean while the fair is not simply running. */
function BoardNote({
  phase,
  paused,
  published,
}: {
  phase: ReturnType<typeof fairPhase>;
  paused: boolean;
  published: boolean | undefined;
}): ReactNode {
  const t = useOrganizeTexts();
  const words =
    phase === 'ended'
      ? t('endedNote')
      : published === false
        ? t('notPublished')
        : phase === 'upcoming' || phase === 'dropOff'
          ? t('notStarted')
          : paused
            ? t('pausedNote')
            : undefined;
  return words === undefined ? null : <p className="cf-notice">{words}</p>;
}
