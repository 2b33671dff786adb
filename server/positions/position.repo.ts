import type { BoothId, PositionId } from '#shared/contract/ids.ts';
import type { Queryable } from '../db/connect.ts';

/** The positions of a booth, those with most openings first. */
export async function findPositions(db: Queryable, boothId: BoothId) {
  const [rows, majors] = await Promise.all([
    db
      .selectFrom('positions')
      .selectAll()
      .where('boothId', '=', boothId)
      .orderBy('openings', 'desc')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('majors')
      .where(({ exists, selectFrom, ref }) =>
        exists(
          selectFrom('positions')
            .where('positions.boothId', '=', boothId)
            .where((eb) => eb(ref('majors.code'), '=', eb.fn.any('positions.majorCodes')))
            .select('positions.id'),
        ),
      )
      .selectAll()
      .execute(),
  ]);
  return rows.map((row) => ({
    id: row.id,
    boothId: row.boothId,
    title: { zh: row.titleZh, en: row.titleEn },
    description: { zh: row.descriptionZh, en: row.descriptionEn },
    city: { zh: row.cityZh, en: row.cityEn },
    openings: row.openings,
    salaryMin: row.salaryMin,
    salaryMax: row.salaryMax,
    degrees: row.degrees,
    majors: majors
      .filter(({ code }) => row.majorCodes.includes(code))
      .map(({ code, nameZh, nameEn }) => ({ code, zh: nameZh, en: nameEn })),
  }));
}

/** A position's booth. */
export function findPosition(db: Queryable, positionId: PositionId) {
  return db
    .selectFrom('positions')
    .select(['id', 'boothId', 'titleZh', 'titleEn'])
    .where('id', '=', positionId)
    .executeTakeFirst();
}
