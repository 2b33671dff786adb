import { BUSINESS_FAMILIES } from './position-families-business.ts';
import { ENGINEERING_FAMILIES } from './position-families-engineering.ts';
import { SCIENCE_FAMILIES } from './position-families-science.ts';
import type { PositionFamily } from './position-family.ts';

const FAMILIES = { ...ENGINEERING_FAMILIES, ...SCIENCE_FAMILIES, ...BUSINESS_FAMILIES };

export type PositionFamilyKey = keyof typeof FAMILIES;

/** Every kind of position the demo employers offer. */
export const POSITION_FAMILIES: Readonly<Record<PositionFamilyKey, PositionFamily>> = FAMILIES;
