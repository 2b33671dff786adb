import type { BoothId } from '#shared/contract/ids.ts';
import type { BoothDoor } from '#shared/rules/booth.ts';
import { type BoothPulse, findPulses } from '../booths/booth.repo.ts';
import { doorOf } from '../booths/booth.view.ts';
import type { Db } from '../db/connect.ts';
import { AppError } from '../lib/app-error.ts';

/** What both views of a booth begin with: its pulse, and its door as that and the fair make it. @throws AppError `boothNotFound`. */
export async function loadBoothDoor(
  db: Db,
  boothId: BoothId,
  now: Date,
): Promise<{ pulse: BoothPulse; door: BoothDoor }> {
  const [fair, [pulse]] = await Promise.all([
    db
      .selectFrom('fairs')
      .innerJoin('booths', 'booths.fairId', 'fairs.id')
      .selectAll('fairs')
      .where('booths.id', '=', boothId)
      .executeTakeFirst(),
    findPulses(db, { boothIds: [boothId] }, now),
  ]);
  if (fair === undefined || pulse === undefined) throw new AppError('boothNotFound');
  return { pulse, door: doorOf(fair, pulse, now.getTime()) };
}
