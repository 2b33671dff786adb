import { type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { httpContract } from '#shared/contract/http.ts';
import type { BoothId } from '#shared/contract/ids.ts';
import type { BoothCard } from '#shared/contract/views.ts';
import { fairPhase, linesMove } from '#shared/rules/fair-phase.ts';
import type { Degree } from '#shared/rules/terms.ts';
import { findGraduate } from '../accounts/account.repo.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Db } from '../db/connect.ts';
import type { FairService } from '../fairs/fair.service.ts';
import { timesOf } from '../fairs/fair.view.ts';
import type { Clock } from '../lib/clock.ts';
import { containing, findPulses } from './booth.repo.ts';
import { viewEmployer, viewLive } from './booth.view.ts';

type FloorQuery = z.infer<NonNullable<(typeof httpContract.fairs.floor)['~orpc']['inputSchema']>>;
type Highlight = z.infer<typeof BoothCard>['highlights'][number];

/** Positions shown on a card. */
const HIGHLIGHTS = 3;

export type FloorService = ReturnType<typeof createFloorService>;

/** The floor of a fair: its booths, searched, filtered and paged by booth number. */
export function createFloorService({ db, fairs, clock }: { db: Db; fairs: FairService; clock: Clock }) {
  /** What makes a position fit the query: each condition that was given. */
  function positionMatches(query: FloorQuery, profile: { majorCode: string; degree: Degree } | undefined) {
    const conditions = [
      ...(query.major === undefined
        ? []
        : [sql<SqlBool>`(p.major_codes = '{}' OR p.major_codes @> ARRAY[${query.major}])`]),
      ...(query.city === undefined ? [] : [sql<SqlBool>`p.city_zh = ${query.city}`]),
      ...(query.degree === undefined ? [] : [sql<SqlBool>`p.degrees @> ARRAY[${query.degree}]`]),
      ...(query.fitting === true && profile !== undefined ? [fits(profile)] : []),
    ];
    return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`${sql.join(conditions, sql` AND `)}`;
  }

  const fits = (profile: { majorCode: string; degree: Degree }) =>
    sql<SqlBool>`((p.major_codes = '{}' OR p.major_codes @> ARRAY[${profile.majorCode}]) AND p.degrees @> ARRAY[${profile.degree}])`;

  return {
    async list(actor: Actor, query: FloorQuery) {
      const fair = await fairs.open(db, actor, query.fairId, 'fair.show');
      const now = new Date(clock.now());
      const profile = actor.userId === undefined ? undefined : await findGraduate(db, actor.userId);
      const matches = positionMatches(query, profile);
      const text = query.search === undefined || query.search === '' ? undefined : containing(query.search);
      const filtered = query.major ?? query.city ?? query.degree ?? (query.fitting === true ? true : undefined);
      const found = sql<SqlBool>`(e.name_zh ILIKE ${text} OR e.name_en ILIKE ${text} OR e.short_name_zh ILIKE ${text}
        OR p.title_zh ILIKE ${text} OR p.title_en ILIKE ${text})`;
      const open = query.openNow === true;
      const moving = linesMove(fairPhase(timesOf(fair), now.getTime()), fair.pausedAt !== null);

      const { rows } = await sql<BoothRowOnFloor>`
        WITH chosen AS (
          SELECT b.id, b.number, b.hall_id, b.employer_id, count(*) OVER ()::int AS total
          FROM booths b
          WHERE b.fair_id = ${query.fairId}
            AND (${query.hallId ?? null}::uuid IS NULL OR b.hall_id = ${query.hallId ?? null}::uuid)
            AND (NOT ${open} OR (${moving} AND b.paused_at IS NULL AND EXISTS (
              SELECT 1 FROM desks d WHERE d.booth_id = b.id AND d.closed_at IS NULL AND d.present_until > ${now})))
            AND (${filtered === undefined && text === undefined} OR EXISTS (
              SELECT 1 FROM employers e LEFT JOIN positions p ON p.booth_id = b.id AND ${matches}
              WHERE e.id = b.employer_id AND (${filtered === undefined} OR p.id IS NOT NULL)
                AND (${text === undefined} OR ${text === undefined ? sql`true` : found})))
        ), page AS (
          SELECT * FROM chosen WHERE ${query.after ?? ''} = '' OR number > ${query.after ?? ''} ORDER BY number LIMIT ${query.limit + 1}
        )
        SELECT page.id, page.number, page.total, page.employer_id AS "employerId",
               h.id AS "hallId", h.name_zh AS "hallZh", h.name_en AS "hallEn",
               e.name_zh AS "nameZh", e.name_en AS "nameEn", e.short_name_zh AS "shortNameZh", e.short_name_en AS "shortNameEn",
               e.industry_code AS "industryCode", e.industry_zh AS "industryZh", e.industry_en AS "industryEn",
               e.city_zh AS "cityZh", e.city_en AS "cityEn", e.size,
               of.positions, of.openings, of.fitting, of.highlights
        FROM page
        JOIN halls h ON h.id = page.hall_id
        JOIN employers e ON e.id = page.employer_id
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS positions, coalesce(sum(p.openings), 0)::int AS openings,
                 count(*) FILTER (WHERE ${profile === undefined ? sql`false` : fits(profile)})::int AS fitting,
                 coalesce(json_agg(json_build_object(
                   'id', p.id, 'title', json_build_object('zh', p.title_zh, 'en', p.title_en), 'openings', p.openings,
                   'city', json_build_object('zh', p.city_zh, 'en', p.city_en), 'salaryMin', p.salary_min, 'salaryMax', p.salary_max)
                   ORDER BY (${matches}) DESC, ${profile === undefined ? sql`0` : sql`(${fits(profile)})`} DESC, p.openings DESC, p.id), '[]') AS highlights
          FROM positions p WHERE p.booth_id = page.id
        ) of
        ORDER BY page.number`.execute(db);

      const page = rows.slice(0, query.limit);
      const pulses = await findPulses(db, { boothIds: page.map(({ id }) => id) }, now);
      return {
        booths: page.map((row) => ({
          id: row.id,
          number: row.number,
          hall: { id: row.hallId, name: { zh: row.hallZh, en: row.hallEn } },
          employer: viewEmployer(row.employerId, row),
          positions: row.positions,
          openings: row.openings,
          highlights: row.highlights.slice(0, HIGHLIGHTS),
          fitting: profile === undefined ? null : row.fitting,
        })),
        live: pulses.map((pulse) => viewLive(fair, pulse, now.getTime())),
        next: rows.length > query.limit ? (page.at(-1)?.number ?? null) : null,
        total: rows[0]?.total ?? 0,
      };
    },
  };
}

type BoothRowOnFloor = {
  id: BoothId;
  number: string;
  total: number;
  employerId: z.infer<typeof BoothCard>['employer']['id'];
  hallId: z.infer<typeof BoothCard>['hall']['id'];
  hallZh: string;
  hallEn: string;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  shortNameEn: string;
  industryCode: string;
  industryZh: string;
  industryEn: string;
  cityZh: string;
  cityEn: string;
  size: string;
  positions: number;
  openings: number;
  fitting: number;
  highlights: Highlight[];
};
