/** Degrees from the lowest to the highest. */
export const DEGREES = ['associate', 'bachelor', 'master', 'doctor'] as const;
export type Degree = (typeof DEGREES)[number];

/** Roles that an account can hold; an account may hold several. */
export const ROLES = ['graduate', 'recruiter', 'organizer', 'counsellor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Languages of the product, the first is the default. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** Whether a graduate's degree reaches the lowest one asked for. */
export function reachesDegree(held: Degree, lowest: Degree): boolean {
  return DEGREES.indexOf(held) >= DEGREES.indexOf(lowest);
}
