import type { ReactNode } from 'react';
import { usePick } from '../../i18n/index.ts';
import type { BoardSnapshot } from './board-facts.ts';
import { useOrganizeTexts } from './texts.ts';

/** Each university's part in the fair; interviews per hundred graduates show whether chances are even. */
export function BoardUniversities({ universities }: { universities: BoardSnapshot['universities'] }): ReactNode {
  const t = useOrganizeTexts();
  const pick = usePick();
  const share = (row: BoardSnapshot['universities'][number]) =>
    row.graduates === 0 ? '–' : ((row.interviewed / row.graduates) * 100).toFixed(1);
  return (
    <section className="cf-card org-panel" aria-labelledby="org-universities">
      <h2 id="org-universities">{t('universitiesTitle')}</h2>
      {universities.length === 0 ? (
        <p className="cf-muted">{t('universitiesEmpty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by itself and must be scrollable by keyboard
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
        <div className="org-table" role="group" aria-labelledby="org-universities" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('university')}</th>
                <th scope="col">{t('colGraduates')}</th>
                <th scope="col">{t('colWaiting')}</th>
                <th scope="col">{t('colInterviewing')}</th>
                <th scope="col">{t('colInterviewed')}</th>
                <th scope="col">{t('colShare')}</th>
                <th scope="col">{t('colDropOffs')}</th>
              </tr>
            </thead>
            <tbody>
              {universities.map((row) => (
                <tr key={row.university.id}>
                  <th scope="row">{pick(row.university.name)}</th>
                  <td>{row.graduates}</td>
                  <td>{row.waiting}</td>
                  <td>{row.interviewing}</td>
                  <td>{row.interviewed}</td>
                  <td>{share(row)}</td>
                  <td>{row.dropOffs}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="cf-muted cf-small">{t('colShareHint')}</p>
        </div>
      )}
    </section>
  );
}
