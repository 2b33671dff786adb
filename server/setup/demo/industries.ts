import { MAKING_PROFILES } from './industries-making.ts';
import { SERVICE_PROFILES } from './industries-services.ts';
import type { IndustryProfile } from './industry-profile.ts';

/** Every kind of employer at the demo fair. Number 0 is the profile of the first booth. */
export const INDUSTRY_PROFILES: readonly IndustryProfile[] = [...MAKING_PROFILES, ...SERVICE_PROFILES];
