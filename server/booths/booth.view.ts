import type { z } from 'zod';
import type { BoothLive, EmployerCard } from '#shared/contract/views.ts';
import { type BoothDoor, boothDoor } from '#shared/rules/booth.ts';
import { fairPhase } from '#shared/rules/fair-phase.ts';
import type { EmployersTable, FairRow } from '../db/schema.ts';
import { timesOf } from '../fairs/fair.view.ts';
import type { BoothPulse } from './booth.repo.ts';

type DoorFacts = Pick<FairRow, 'dropOffOpensAt' | 'startsAt' | 'endsAt' | 'pausedAt'>;

/** The door of a booth at `now`. */
export function doorOf(fair: DoorFacts, pulse: Pick<BoothPulse, 'paused' | 'desks'>, now: number): BoothDoor {
  return boothDoor({
    phase: fairPhase(timesOf(fair), now),
    fairPaused: fair.pausedAt !== null,
    boothPaused: pulse.paused,
    desksPresent: pulse.desks,
  });
}

/** A booth's line as everybody may see it. */
export function viewLive(fair: DoorFacts, pulse: BoothPulse, now: number): z.infer<typeof BoothLive> {
  return { boothId: pulse.id, door: doorOf(fair, pulse, now), waiting: pulse.waiting, desks: pulse.desks };
}

type EmployerRow = Omit<EmployersTable, 'id' | 'slug' | 'introZh' | 'introEn'>;

/** An employer without its text, as cards show it. */
export function viewEmployer<Id>(id: Id, row: EmployerRow) {
  return {
    id,
    name: { zh: row.nameZh, en: row.nameEn },
    shortName: { zh: row.shortNameZh, en: row.shortNameEn },
    industry: { code: row.industryCode, zh: row.industryZh, en: row.industryEn },
    city: { zh: row.cityZh, en: row.cityEn },
    size: row.size,
  } satisfies Omit<z.input<typeof EmployerCard>, 'id' | 'intro'> & { id: Id };
}
