import { useEffect, useRef, useState } from 'react';
import type { LineEntry } from './desk-line.ts';
import { useDeskTexts } from './texts.ts';

/**
 * What has just happened at the own desk, in words for a polite live region: somebody was called, came in, did not come,
 * or went back to the line. Read off the live view, so that a colleague's or the clock's doing is told as well.
 */
export function useDeskNews(person: LineEntry | undefined, line: readonly LineEntry[]): string {
  const t = useDeskTexts();
  const [news, setNews] = useState('');
  const before = useRef<LineEntry>(undefined);
  useEffect(() => {
    const last = before.current;
    before.current = person;
    if (person !== undefined && person.ticketId !== last?.ticketId && person.state === 'called') {
      setNews(t('called', { name: person.candidate.name }));
    } else if (person?.state === 'interviewing' && last?.state === 'called') {
      setNews(t('accepted', { name: person.candidate.name }));
    } else if (person === undefined && last?.state === 'called') {
      const back = line.some((entry) => entry.ticketId === last.ticketId);
      setNews(t(back ? 'putBackDone' : 'callGone', { name: last.candidate.name }));
    } else if (person === undefined && last?.state === 'interviewing') {
      setNews(t('interviewOver', { name: last.candidate.name }));
    }
  }, [person, line, t]);
  return news;
}
