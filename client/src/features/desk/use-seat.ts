import { useCallback, useEffect, useRef, useState } from 'react';
import type { BoothId, DeskId } from '#shared/contract/ids.ts';
import { troubleOf } from '../../api/api-error.ts';
import { api } from '../../api/client.ts';
import { live } from '../../live/socket.ts';
import { startDeskBeat } from './desk-beat.ts';
import type { Desk } from './desk-line.ts';

/** How the recruiter sits at a booth. `lost`: the desk was put away because nobody renewed it in time. */
export type Seat = {
  state: 'away' | 'opening' | 'seated' | 'leaving' | 'lost';
  deskId: DeskId | undefined;
  /** What the last attempt to sit down or to leave failed with. */
  error: unknown;
  open: () => Promise<void>;
  leave: () => Promise<void>;
};

/**
 * The recruiter's seat at a booth: sits down, renews the desk's presence while this is mounted, leaves. `desk` is the own
 * desk as the live view last showed it; a desk that is already open (a refresh) is taken up again by itself.
 */
export function useSeat(boothId: BoothId, desk: Desk | undefined): Seat {
  const [deskId, setDeskId] = useState<DeskId>();
  const [state, setState] = useState<Seat['state']>('away');
  const [error, setError] = useState<unknown>();
  const left = useRef<DeskId>(undefined);

  const shown = desk?.id;
  useEffect(() => {
    if (shown === undefined || shown === left.current) return;
    setDeskId(shown);
    setState((now) => (now === 'leaving' ? now : 'seated'));
  }, [shown]);

  useEffect(() => {
    if (deskId === undefined) return;
    const beat = () => {
      if (!live.connected) return;
      live.request('desk:present', { deskId }).catch((failure: unknown) => {
        // What may pass (no answer, a restart) is tried again with the next beat; a desk that is gone is not.
        if (troubleOf(failure) !== 'deskNotFound') return;
        setDeskId(undefined);
        setState('lost');
      });
    };
    const stop = startDeskBeat(beat);
    const off = live.on('connect', beat);
    return () => {
      off();
      stop();
    };
  }, [deskId]);

  const open = useCallback(async () => {
    setState('opening');
    setError(undefined);
    try {
      const opened = await api.booths.openDesk({ boothId });
      left.current = undefined;
      setDeskId(opened.id);
      setState('seated');
    } catch (failure) {
      setError(failure);
      setState('away');
    }
  }, [boothId]);

  const leave = useCallback(async () => {
    if (deskId === undefined) return;
    setState('leaving');
    setError(undefined);
    try {
      await api.booths.closeDesk({ deskId });
      left.current = deskId;
      setDeskId(undefined);
      setState('away');
    } catch (failure) {
      setError(failure);
      setState('seated');
    }
  }, [deskId]);

  return { state, deskId, error, open, leave };
}
